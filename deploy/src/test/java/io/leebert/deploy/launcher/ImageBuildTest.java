package io.leebert.deploy.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code deploy/docker/build} in a checkout of its own, up to the jars. */
class ImageBuildTest {
  @TempDir Path checkout;
  private Path build;
  private Path bill;

  @BeforeEach
  void makeACheckout() throws IOException {
    build = Files.createDirectories(checkout.resolve("deploy/docker")).resolve("build");
    LauncherTest.script(build, Files.readString(Path.of("docker", "build")));
    Files.createDirectories(checkout.resolve("bin"));
    LauncherTest.script(checkout.resolve("bin/mvn"), "#!/bin/bash\necho \"$*\" > called\nexit 7\n");
    Path target = Files.createDirectories(checkout.resolve("streams-app/target"));
    bill = Files.writeString(target.resolve("bom.json"), "{}");
    Files.createDirectories(target.resolve("image/lib"));
  }

  @Test
  void theJarsAreThoseOfTheProcessorUnlessGpusAreAskedFor() throws Exception {
    assertThat(called(Map.of())).contains("-Pimage ");
    assertThat(called(Map.of("GPU", "0"))).contains("-Pimage ");
    assertThat(called(Map.of("BASE", "debian:12"))).contains("-Pimage ");
    assertThat(called(Map.of("GPU", "1"))).contains("-Pimage,gpu ");
    assertThat(called(Map.of("BASE", "nvidia/cuda:12.6.3"))).contains("-Pimage,gpu ");
  }

  @Test
  void nothingOfAnEarlierBuildGetsIntoAnImage() throws Exception {
    assertThat(called(Map.of("MAVEN_OPTIONS", "-o"))).contains(" -o ");

    assertThat(bill).doesNotExist();
    assertThat(bill.resolveSibling("image")).doesNotExist();
  }

  /** What Maven is told; it fails, and with it the script. */
  private String called(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", build.toString())
            .redirectErrorStream(true)
            .redirectOutput(checkout.resolve("out").toFile());
    for (String name : new String[] {"GPU", "BASE", "MAVEN_OPTIONS"}) {
      builder.environment().remove(name);
    }
    builder.environment().put("PATH", checkout.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
    return Files.readString(checkout.resolve("called"));
  }
}
