package io.leebert.deploy.cli;

import io.leebert.schemas.event.CommandType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code control rollback}: the version before the one in service, or any older one. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Puts the version before the one in service, or the one named, back into service.",
    footer = {
      "",
      "Examples:",
      "  leebert control rollback",
      "  leebert control rollback 20261126-0231-nightly"
    })
public final class RollbackCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Default: the one before.")
  private @Nullable String version;

  /** Made by picocli. */
  public RollbackCommand() {}

  @Override
  public Integer call() {
    return options.carryOut(
        options.command(CommandType.ROLLBACK).setModelVersion(version).build(),
        ControlOptions.AT_ONCE);
  }
}
