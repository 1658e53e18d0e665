package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is shown to be typed can be typed: commands, options and values are there. */
class ShownCallsTest {
  private static final List<Path> GUIDES =
      List.of(Path.of("..", "README.md"), Path.of("README.md"));

  private static final CommandLine COMMAND_LINE = Leebert.commandLine();

  static Stream<String> shownInGuides() throws Exception {
    List<String> calls = new ArrayList<>();
    for (Path guide : GUIDES) {
      boolean code = false;
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(guide)) {
        code ^= line.startsWith("```");
        // Not the pictures of what goes where, nor what the programs answer.
        if (code && line.contains("deploy/leebert ")) {
          lines.add(line);
        }
      }
      Calls.in(lines.stream()).forEach(call -> calls.add(String.join("\t", call)));
    }
    return calls.stream();
  }

  static Stream<String> shownInHelp() {
    List<String> calls = new ArrayList<>();
    collect(COMMAND_LINE, calls);
    return calls.stream();
  }

  private static void collect(CommandLine command, List<String> calls) {
    String[] footer = command.getCommandSpec().usageMessage().footer();
    Calls.in(Stream.of(footer).filter(line -> line.startsWith("  ")))
        .forEach(call -> calls.add(String.join("\t", call)));
    command.getSubcommands().values().forEach(below -> collect(below, calls));
  }

  @Test
  void thereAreManyOfThem() throws Exception {
    assertThat(shownInGuides()).hasSizeGreaterThan(20);
    assertThat(shownInHelp()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource({"shownInGuides", "shownInHelp"})
  void aCallThatIsShownIsOneThatTheCommandLineTakes(String call) {
    assertThatCode(() -> COMMAND_LINE.parseArgs(call.split("\t", -1))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ deploy/leebert produce - <<END",
        "echo 'my parcel is late' | leebert produce -",
        "  leebert produce -          one line is one text",
        "  leebert produce - # from here",
        "  leebert produce - > there",
        "  source <(leebert produce -)",
        "  leebert \\\n      produce -"
      })
  void whatStandsAroundACallIsNoPartOfIt(String text) {
    assertThat(Calls.in(text.lines())).containsExactly(List.of("produce", "-"));
  }

  @Test
  void aWordInQuotesIsOneWord() {
    assertThat(Calls.in(Stream.of("leebert train --train-option \"--layers 6\"")))
        .containsExactly(List.of("train", "--train-option", "--layers 6"));
  }

  @Test
  void aLineThatOnlyMentionsTheProgramIsNoCall() {
    assertThat(Calls.in(Stream.of("leebert: serving mails", "models/leebert/1"))).isEmpty();
  }
}
