package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.cli.Leebert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark as a user runs it, only shorter and on a tiny model. */
class BenchIT {
  @TempDir Path folder;

  @Test
  void aSpikeIsSentToAFixedPatienceAndToOneThatFollowsTheLoad() throws Exception {
    Path work = Files.createDirectory(folder.resolve("tmp"));
    Path report = folder.resolve("spike.json");
    Path plot = folder.resolve("spike.png");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + work,
                    Leebert.class.getName(),
                    "bench",
                    "spike",
                    "--bundle=" + TinyBundle.PATH,
                    "--base=40",
                    "--times=5",
                    "--seconds=3",
                    "--report=" + report,
                    "--plot=" + plot))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));

    Process process = builder.start();

    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(Files.readString(out))
        .contains("patience bundle: 760 events, 0 lost, 0 doubled, 0 out of order")
        .contains("patience auto: 760 events, 0 lost", "5 x base", "age p99");
    JsonNode runs = new JsonMapper().readTree(report.toFile()).get("runs");
    assertThat(runs.at("/0/phases/1/patience").asDouble()).isEqualTo(TinyBundle.PATIENCE);
    assertThat(runs.at("/1/phases/0/patience").asDouble())
        .as("full depth while the load is low")
        .isEqualTo(TinyBundle.LAYERS - 1.0);
    assertThat(plot).isNotEmptyFile();
    assertThat(work).isEmptyDirectory();
  }
}
