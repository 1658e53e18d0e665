package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.cli.LeebertProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A signal at any moment leaves no process and no folder. */
class InterruptedBrokerIT {
  @TempDir Path temporary;

  enum Moment {
    AT_THE_FIRST_FOLDER("leebert-broker-*", ""),
    WHEN_THE_BROKER_HAS_A_LOG("leebert-broker-*/broker/broker.log", ""),
    WHEN_THE_REGISTRY_HAS_A_LOG("leebert-broker-*/registry/registry.log", ""),
    WHEN_ALL_IS_READY("out", "export SCHEMA_REGISTRY_URL=");

    private final String glob;
    private final String content;

    Moment(String glob, String content) {
      this.glob = glob;
      this.content = content;
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void leavesNothingBehind(Moment moment) throws Exception {
    LeebertProcess leebert = LeebertProcess.start(temporary, List.of("broker"));
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofMinutes(3))
        .until(reached(moment)::getAsBoolean);

    leebert.process().destroy();

    assertThat(leebert.process().waitFor(3, TimeUnit.MINUTES)).isTrue();
    await().atMost(Duration.ofMinutes(1)).until(() -> leebert.programs().isEmpty());
    assertThat(leebert.work()).isEmptyDirectory();
    assertThat(leebert.err())
        .isEqualToIgnoringNewLines("leebert: starting a Kafka broker and a schema registry");
  }

  private BooleanSupplier reached(Moment moment) {
    return () -> {
      try (Stream<Path> files = Files.walk(temporary)) {
        return files.anyMatch(file -> isThe(moment, file));
      } catch (IOException | java.io.UncheckedIOException e) {
        return false;
      }
    };
  }

  private boolean isThe(Moment moment, Path file) {
    Path inTemporary = temporary.relativize(file);
    Path relative =
        inTemporary.startsWith("tmp") && inTemporary.getNameCount() > 1
            ? inTemporary.subpath(1, inTemporary.getNameCount())
            : inTemporary;
    try {
      return file.getFileSystem().getPathMatcher("glob:" + moment.glob).matches(relative)
          && (moment.content.isEmpty()
              || Files.readString(file, StandardCharsets.UTF_8).contains(moment.content));
    } catch (IOException e) {
      return false;
    }
  }
}
