package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** What the program's own configuration of the log makes of a line about an event. */
class LogFormatTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void inTextALineIsForPeople() throws Exception {
    assertThat(line("text")).matches("[0-9:.]+ WARN {2}DeadLetterLog: it is unreadable\\n");
  }

  @Test
  void inJsonALineIsAnObjectWithTheEventsPlaceInFieldsOfTheirOwn() throws Exception {
    String line = line("json");
    assertThat(line).endsWith("\n").hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("message").asText()).isEqualTo("it is unreadable");
    assertThat(json.path("topic").asText()).isEqualTo("text-events");
    assertThat(json.path("partition").intValue()).isEqualTo(2);
    assertThat(json.path("offset").longValue()).isEqualTo(17);
    assertThat(json.path("modelVersion").asText()).isEqualTo("v7");
    assertThat(json.path("@timestamp").asText()).isNotEmpty();
  }

  private String line(String format) throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("LEEBERT_LOG_FORMAT", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL file = LogFormatTest.class.getResource("/logback.xml");
    configurator.doConfigure(Objects.requireNonNull(file));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root.getAppender(format);
    assertThat(root.iteratorForAppenders()).toIterable().hasSize(1);
    Logger logger = context.getLogger(DeadLetterLog.class);
    LoggingEvent event =
        new LoggingEvent("", logger, Level.WARN, "it is {}", null, new Object[] {"unreadable"});
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("topic", "text-events"),
            new KeyValuePair("partition", 2),
            new KeyValuePair("offset", 17L),
            new KeyValuePair("modelVersion", "v7")));
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
