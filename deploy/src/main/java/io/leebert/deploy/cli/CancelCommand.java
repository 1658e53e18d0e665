package io.leebert.deploy.cli;

import io.leebert.schemas.event.CommandType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code control cancel}: ends a retraining that runs or waits. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ends a retraining that runs or waits; the model in service stays.",
    footer = {
      "",
      "Examples:",
      "  leebert control cancel",
      "  leebert control cancel nightly-2026-11-26"
    })
public final class CancelCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND-ID",
      description = "Which command to end (default: the one that runs).")
  private @Nullable String cancels;

  /** Made by picocli. */
  public CancelCommand() {}

  @Override
  public Integer call() {
    return options.carryOut(
        options.command(CommandType.CANCEL).setCancels(cancels).build(), ControlOptions.AT_ONCE);
  }
}
