package io.leebert.deploy.cli;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.store.BundleStores;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code control promote}: puts a version into service. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts a version that the trainer made, or a bundle from outside, into service.",
    footer = {
      "",
      "Examples:",
      "  leebert control promote 20261126-0231-nightly",
      "  leebert control promote --bundle models/mails",
      "  leebert control promote --bundle s3://team/models/mails"
    })
public final class PromoteCommand implements Callable<Integer> {
  /** A bundle is copied into the store. */
  private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);

  @Mixin private ControlOptions options = new ControlOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "A version that control status lists.")
  private @Nullable String version;

  @Option(
      names = "--bundle",
      paramLabel = "PATH|URI",
      description = "A bundle from outside, as the trainer sees it; it is taken into the store.")
  private @Nullable String bundle;

  /** Made by picocli. */
  public PromoteCommand() {}

  @Override
  public Integer call() {
    if ((version == null) == (bundle == null)) {
      throw options.wrong("either a VERSION or a --bundle is to be promoted");
    }
    return options.carryOut(
        options
            .command(CommandType.PROMOTE)
            .setModelVersion(version)
            .setUri(bundle == null ? null : BundleStores.uri(bundle).toString())
            .build(),
        USUAL_TIMEOUT);
  }
}
