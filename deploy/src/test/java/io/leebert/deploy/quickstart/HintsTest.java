package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.traffic.ClientSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final ClientSettings CLIENTS =
      ClientSettings.of("127.0.0.1:1234", "http://127.0.0.1:5/x");

  @Test
  void givesCommandsWithTheAddressesOfThisRun() {
    String text = Hints.text("bin/lb", CLIENTS, "http://127.0.0.1:9404/", Path.of("/w"), false);

    assertThat(text.lines().filter(line -> line.contains("bin/lb consume")).toList())
        .containsExactly(
            "  bin/lb consume --bootstrap-servers 127.0.0.1:1234"
                + " --schema-registry-url http://127.0.0.1:5/x");
    assertThat(text)
        .contains("  page      http://127.0.0.1:9404/\n")
        .contains("bin/lb produce - --bootstrap-servers 127.0.0.1:1234")
        .contains("bin/lb train --train /w/train.csv --dev /w/held-out.csv")
        .contains("bin/lb serve --config");
  }

  @Test
  void showsHowToCommandTheTrainerWhereOneRuns() {
    String text = Hints.text("bin/lb", CLIENTS, null, Path.of("/w"), true);

    assertThat(text)
        .contains("bin/lb control status --bootstrap-servers 127.0.0.1:1234")
        .contains("bin/lb control rollback --bootstrap")
        .contains("bin/lb control retrain --file /w/train.csv --bootstrap")
        .contains("produce labelled.csv --label-column label")
        .doesNotContain("serve --config", "  page  ");
  }

  @Test
  void allowsNativeCodeOnlyWhereTheJdkAsksForIt() {
    assertThat(Programs.jvm(17)).noneMatch(option -> option.contains("native-access"));
    assertThat(Programs.jvm(25))
        .containsAll(
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
  }
}
