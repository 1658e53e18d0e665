package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final ExitScores GOOD =
      new ExitScores(
          List.of(0.5, 0.75), List.of(0.5, 0.75), 0.4, List.of(), List.of(true, true), true);
  private static final ExitScores CONSTANT =
      new ExitScores(
          List.of(0.4, 0.75), List.of(0.4, 0.75), 0.4, List.of(1), List.of(true, true), true);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void linesComeEveryTenSecondsWithLossAndTimeLeft() {
    try (LineProgress progress =
        new LineProgress(new PrintWriter(out, true, StandardCharsets.UTF_8), clock::get)) {
      progress.started(100, 0);
      for (int step = 1; step <= 21; step++) {
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        progress.step(step, 2.5);
      }
    }

    assertThat(printed().lines())
        .containsExactly(
            "training: at most 100 steps",
            "step 10 of 100, loss 2.500, 1.00 s/step, at most 1 min 30 s left",
            "step 20 of 100, loss 2.500, 1.00 s/step, at most 1 min 20 s left");
  }

  @Test
  void everyEpochIsARowOfExitScoresUnderOneHeader() {
    LineProgress progress =
        new LineProgress(new PrintWriter(out, true, StandardCharsets.UTF_8), clock::get);

    progress.epoch(new EpochReport("all exits", 1, 2, 10, 3.25, GOOD, true, 0.5));
    progress.epoch(new EpochReport("all exits", 2, 2, 10, 2.25, GOOD, false, 0.5));
    progress.finished(1, GOOD);

    assertThat(printed().lines())
        .containsExactly(
            "epoch    loss  average |    e1    e2",
            "    1   3.250   62.50* |  50.0  75.0  (0.50 s/step)",
            "    2   2.250   62.50  |  50.0  75.0  (0.50 s/step)",
            "best epoch: 1, average of the exits 62.50");
  }

  @Test
  void aConstantExitIsALoudWarningOnBoth() {
    new LineProgress(new PrintWriter(out, true, StandardCharsets.UTF_8), clock::get)
        .epoch(new EpochReport("all exits", 1, 1, 10, 1, CONSTANT, true, 1));
    try (TerminalProgress bar = new TerminalProgress(out, 80)) {
      bar.started(10, 0);
      bar.step(1, 2);
      bar.epoch(new EpochReport("all exits", 1, 1, 10, 1, CONSTANT, true, 1));
      bar.finished(1, CONSTANT);
    }

    assertThat(printed()).containsSubsequence("WARNING: exit 1", "WARNING: exit 1");
  }

  @Test
  void exitsThatDoNotVoteAreNamedAtTheEndOnBoth() {
    ExitScores scores =
        new ExitScores(
            List.of(0.3, 0.4, 0.9),
            List.of(0.3, 0.4, 0.9),
            0.4,
            List.of(),
            List.of(true, true, true),
            true);
    new LineProgress(new PrintWriter(out, true, StandardCharsets.UTF_8), clock::get)
        .finished(2, scores);
    try (TerminalProgress bar = new TerminalProgress(out, 80)) {
      bar.finished(2, scores);
    }

    String silent =
        "exits that do not vote, because they are no better than the commonest class (40.0): 1, 2";
    assertThat(printed().lines())
        .containsExactly(
            "best epoch: 2, average of the exits 53.33",
            silent,
            "best epoch: 2, average of the exits 53.33",
            silent);
  }

  @Test
  void theBarLeavesOneLinePerEpochUnderOneHeader() {
    try (TerminalProgress bar = new TerminalProgress(out, 80)) {
      bar.epoch(new EpochReport("all exits", 1, 2, 10, 3.25, GOOD, true, 0.5));
      bar.epoch(new EpochReport("all exits", 2, 2, 10, 2.25, GOOD, false, 0.5));
    }

    assertThat(printed().replace("\r", "").lines().map(String::stripTrailing))
        .containsExactly(
            "epoch    loss  average |    e1    e2",
            "    1   3.250   62.50* |  50.0  75.0",
            "    2   2.250   62.50  |  50.0  75.0");
    assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void aBarIsClosedTwiceWithoutHarm() {
    TerminalProgress bar = new TerminalProgress(out, 80);
    bar.started(3, 0);
    bar.step(1, 1.5);
    bar.close();
    bar.close();

    assertThat(printed()).contains("training");
  }

  @Test
  void negativeScoresKeepTheColumns() {
    ExitScores matthews =
        new ExitScores(
            List.of(-0.123, 1.0), List.of(0.2, 1.0), 0.5, List.of(), List.of(true, true), true);

    assertThat(EpochTable.percent(matthews.scores())).isEqualTo(" -12.3 100.0");
    assertThat(EpochTable.exitNumbers(12)).endsWith("   e10   e11   e12");
    assertThat(EpochTable.silentExits(GOOD)).isEmpty();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
