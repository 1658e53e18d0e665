package io.leebert.deploy.cli;

import io.leebert.deploy.control.CatalogueText;
import io.leebert.schemas.catalogue.CatalogueException;
import io.leebert.schemas.catalogue.CatalogueReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code control status}: what is in service, what is under way, who serves what. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows the models, their versions, patience, instances and commands under way; needs no"
            + " trainer-service.",
    footer = {
      "",
      "Examples:",
      "  leebert control status",
      "  leebert control status --json | jq ."
    })
public final class StatusCommand implements Callable<Integer> {
  @Mixin private ControlOptions options = new ControlOptions();

  /** Made by picocli. */
  public StatusCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = options.commandLine().getOut();
    try (CatalogueReader reader = options.catalogue()) {
      if (options.json) {
        CatalogueText.json(reader.catalogue(), options.model).forEach(out::println);
      } else {
        out.println(CatalogueText.of(reader.catalogue(), options.model));
      }
      out.flush();
      return ControlOptions.DONE;
    } catch (KafkaException | CatalogueException e) {
      options.commandLine().getErr().println(options.name() + ": " + options.reason(e));
      return ControlOptions.FAILED;
    }
  }
}
