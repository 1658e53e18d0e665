package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is started, sent or asked for. */
class ControlCommandsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "control|a command is missing",
        "control patience|one of --pin, a range of --min and --max, or --auto is expected",
        "control patience --pin 4 --auto|one of --pin",
        "control patience --pin 4 --max 6|one of --pin",
        "control patience --pin deep|deep",
        "control promote|either a VERSION or a --bundle is to be promoted",
        "control promote 7 --bundle models/mails|either a VERSION or a --bundle",
        "control retrain --no-topic|--no-topic needs a --file to learn from",
        "control retrain --no-topic --file a.csv --topic t|--no-topic leaves nothing for --topic",
        "control retrain --no-topic --file a.csv --from-offset 0=7|--no-topic leaves nothing",
        "control retrain --from-offset 0=7 --from-time 2026-11-01T00:00:00Z|exclude each other",
        "control retrain --from-offset first=7|first",
        "control retrain --from-time yesterday|expected a time such as 2026-11-01T00:00:00Z, found"
            + " 'yesterday'",
        "control retrain --when-busy never|never",
        "control cancel one two|two",
        "control status now|now"
      })
  void aCommandThatMeansNothingIsAnsweredWithTwoAndTheReason(String line, String reason) {
    refuses(line, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench|which benchmark? there are: throughput and spike",
        "bench spike --base 0|--base, --times, --seconds and --lag-target-ms must be above 0",
        "bench spike --times 5,-1|must be above 0",
        "bench spike --seconds NaN|must be above 0",
        "bench throughput --events 0|--events, --rounds, --calm-rate, --calm-events",
        "bench throughput --patience -1|--patience, --warm-up-seconds and --idle-seconds must not",
        "quickstart --train-rows 0|--train-rows must be 1 or more, found 0",
        "quickstart --held-out-rows -3|--held-out-rows must be 1 or more, found -3"
      })
  void aFigureThatCannotBeIsRefusedBeforeABrokerIsStarted(String line, String reason) {
    refuses(line, reason);
  }

  private static void refuses(String line, String reason) {
    LeebertRun run = LeebertRun.of(line.split(" ", -1));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("leebert " + line.split(" ", -1)[0])
        .contains(reason)
        .contains("--help lists the options");
  }
}
