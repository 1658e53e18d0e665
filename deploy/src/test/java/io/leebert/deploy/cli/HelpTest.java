package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of every command, however deep: examples and exit codes that scripts can rely on. */
class HelpTest {
  static Stream<String> commands() {
    List<String> names = new ArrayList<>();
    collect(Leebert.commandLine(), names);
    return names.stream();
  }

  private static void collect(CommandLine command, List<String> names) {
    names.add(command.getCommandSpec().qualifiedName());
    command.getSubcommands().values().forEach(below -> collect(below, names));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsExamplesThatCallItAndItsExitCodes(String name) {
    LeebertRun run = LeebertRun.of(arguments(name, "--help"));
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    String help = run.out();
    assertThat(help).contains("Example");
    assertThat(help.substring(help.indexOf("Example"))).contains(example(name));
    assertThat(help.toLowerCase(Locale.ROOT)).containsPattern("exit code");
  }

  /** The services show their settings in place of a call. */
  private static String example(String name) {
    return switch (name) {
      case "leebert serve" -> "app.properties";
      case "leebert trainer-service" -> "trainer.properties";
      default -> "  " + name;
    };
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandAnswersAnOptionThatIsNoneWithTwo(String name) {
    LeebertRun run = LeebertRun.of(arguments(name, "--no-such-option"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith(name + ": ");
  }

  @Test
  void whatFailsIsAnsweredWithOneOnStandardErrorOnly() {
    for (List<String> command :
        List.of(
            List.of("serve", "--config", "/does/not/exist"),
            List.of("trainer-service", "--config", "/does/not/exist"),
            List.of("evaluate", "--bundle", "/does/not/exist", "--data", "/does/not/exist"),
            List.of("produce", "/does/not/exist"))) {
      LeebertRun run = LeebertRun.of(command.toArray(String[]::new));
      assertThat(run.code()).as(run.err()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("/does/not/exist");
    }
  }

  private static String[] arguments(String name, String last) {
    List<String> words = new ArrayList<>(List.of(name.split(" ")));
    words.remove(0);
    words.add(last);
    return words.toArray(String[]::new);
  }
}
