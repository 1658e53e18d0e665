package io.leebert.deploy.cli;

import io.leebert.schemas.event.CommandType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code control patience}: the depth of all instances, at once and after their restart. */
@Command(
    name = "patience",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sets the patience of all instances of a model: pinned, a range, or automatic.",
    footer = {
      "",
      "Examples:",
      "  leebert control patience --pin 4",
      "  leebert control patience --min 2 --max 6",
      "  leebert control patience --auto"
    })
public final class PatienceCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Option(names = "--pin", paramLabel = "N", description = "This patience, whatever the load.")
  private @Nullable Integer pin;

  @Option(names = "--min", paramLabel = "N", description = "Follow the load, not below this.")
  private @Nullable Integer min;

  @Option(names = "--max", paramLabel = "N", description = "Follow the load, not above this.")
  private @Nullable Integer max;

  @Option(names = "--auto", description = "Follow the load.")
  private boolean auto;

  /** Made by picocli. */
  public PatienceCommand() {}

  @Override
  public Integer call() {
    boolean range = min != null || max != null;
    if ((pin == null ? 0 : 1) + (range ? 1 : 0) + (auto ? 1 : 0) != 1) {
      throw options.wrong("one of --pin, a range of --min and --max, or --auto is expected");
    }
    return options.carryOut(
        options
            .command(CommandType.SET_PATIENCE)
            .setPatience(pin)
            .setPatienceMin(min)
            .setPatienceMax(max)
            .build(),
        ControlOptions.AT_ONCE);
  }
}
