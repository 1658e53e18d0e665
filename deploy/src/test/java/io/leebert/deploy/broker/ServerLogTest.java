package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  private static final String ARGUMENT = "-Dlogback.configurationFile=";

  @Test
  void theBrokerTellsOfItsStartAndOtherwiseOfWhatIsTheMatter(@TempDir Path folder)
      throws Exception {
    String argument = ServerLog.write(folder);

    assertThat(argument).startsWith(ARGUMENT + folder);
    LoggerContext context = new LoggerContext();
    JoranConfigurator reader = new JoranConfigurator();
    reader.setContext(context);
    reader.doConfigure(argument.substring(ARGUMENT.length()));
    assertThat(context.getLogger("kafka.server.KafkaRaftServer").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel())
        .isEqualTo(Level.WARN);
    assertThat(context.getLogger("ROOT").getAppender("OUT")).isNotNull();
    context.stop();
  }
}
