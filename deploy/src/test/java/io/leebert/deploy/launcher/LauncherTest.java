package io.leebert.deploy.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code deploy/leebert} in a checkout of its own, with a java and mvn that only tell.
 */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/bash
      if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-01-01' >&2; exit 0; fi
      for argument in "$@"; do echo "<$argument>"; done
      env | grep -e ^CLASSPATH= -e ^MALLOC_ -e ^OMP_ -e ^OPENBLAS_ -e ^OPT_OUT
      exit 7
      """;
  private static final String MVN =
      """
      #!/bin/bash
      echo "mvn $*" >> "$PWD/mvn-calls"
      mkdir -p deploy/target/registry
      echo /libs/a.jar:/libs/b.jar > deploy/target/classpath
      touch deploy/target/leebert-deploy-1.jar
      exit %d
      """;

  @TempDir Path temporary;
  private Path checkout;
  private Path bin;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void makeACheckout() throws IOException {
    checkout = Files.createDirectories(temporary.resolve("my checkout"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    Files.createDirectories(checkout.resolve("deploy/src/main/java"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(checkout.resolve("deploy/pom.xml"), "");
    script(checkout.resolve("deploy/leebert"), Files.readString(Path.of("leebert")));
    script(bin.resolve("java"), String.format(JAVA, "17.0.9"));
    script(bin.resolve("mvn"), String.format(MVN, 0));
  }

  @Test
  void buildsOnceAndHandsOverArgumentsAndExitCode() throws Exception {
    Outcome first = launch("produce", "two words", "");
    Outcome second = launch("consume");

    assertThat(first.code()).isEqualTo(7);
    assertThat(first.err()).contains("building (about a minute");
    assertThat(first.out())
        .contains("<io.leebert.deploy.cli.Leebert>\n<produce>\n<two words>\n<>\n")
        .contains("CLASSPATH=" + target("leebert-deploy-1.jar") + ":/libs/a.jar:/libs/b.jar\n");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readAllLines(checkout.resolve("mvn-calls"))).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    launch("--help");
    Path source = Files.writeString(checkout.resolve("deploy/src/main/java/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(launch("--help").err()).contains("building");
    assertThat(Files.readAllLines(checkout.resolve("mvn-calls"))).hasSize(2);
  }

  @Test
  void takesWhatTheUserBuiltWithProfilesOfTheirOwn() throws Exception {
    Files.createDirectories(checkout.resolve("deploy/target/registry"));
    Files.writeString(checkout.resolve("deploy/target/classpath"), "/libs/gpu.jar\n");
    Files.writeString(checkout.resolve("deploy/target/leebert-deploy-1.jar"), "");

    Outcome outcome = launch("--help");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("leebert-deploy-1.jar:/libs/gpu.jar\n");
    assertThat(checkout.resolve("mvn-calls")).doesNotExist();
  }

  @Test
  void setsWhatTheEnginesNeed() throws Exception {
    assertThat(launch("train").out())
        .contains("MALLOC_MMAP_THRESHOLD_=", "MALLOC_TRIM_THRESHOLD_=", "MALLOC_TOP_PAD_=")
        .contains("OMP_WAIT_POLICY=passive", "OPENBLAS_THREAD_TIMEOUT=16", "OPT_OUT_TRACKING=true")
        .contains("<-Dorg.bytedeco.javacpp.maxPhysicalBytes=0>")
        .doesNotContain("native-access");
  }

  @Test
  void allowsNativeLibrariesWhereTheJdkAsksForIt() throws Exception {
    script(bin.resolve("java"), String.format(JAVA, "25"));

    assertThat(launch("train").out()).contains("<--enable-native-access=ALL-UNNAMED>");
  }

  @Test
  void worksThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(bin.resolve("lb"), checkout.resolve("deploy/leebert"));

    assertThat(run(link, Map.of(), "--help").out()).contains(target("leebert-deploy-1.jar"));
  }

  @Test
  void refusesAnOldJava() throws Exception {
    script(bin.resolve("java"), String.format(JAVA, "11.0.2"));

    Outcome outcome = launch("--help");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("is version 11, but 17 or newer is needed");
    assertThat(checkout.resolve("mvn-calls")).doesNotExist();
  }

  @Test
  void refusesAJavaHomeWithoutJava() throws Exception {
    Outcome outcome =
        run(checkout.resolve("deploy/leebert"), Map.of("JAVA_HOME", "/nowhere"), "--help");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("JAVA_HOME is /nowhere");
  }

  @Test
  void saysSoWhenTheBuildFails() throws Exception {
    script(bin.resolve("mvn"), String.format(MVN, 1));

    Outcome outcome = launch("--help");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("the build failed");
    assertThat(outcome.out()).isEmpty();
  }

  private String target(String name) {
    return checkout.resolve("deploy/target").resolve(name).toString();
  }

  private Outcome launch(String... arguments) throws Exception {
    return run(checkout.resolve("deploy/leebert"), Map.of(), arguments);
  }

  private Outcome run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("LEEBERT_"));
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  static void script(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
