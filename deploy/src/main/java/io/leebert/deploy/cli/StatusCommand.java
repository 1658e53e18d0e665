package io.leebert.deploy.cli;

import io.leebert.deploy.control.CatalogueText;
import io.leebert.deploy.control.EventText;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueException;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.catalogue.Entry;
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
        json(reader.catalogue(), out);
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

  private void json(Catalogue catalogue, PrintWriter out) {
    for (String model : catalogue.models()) {
      if (options.model == null || options.model.equals(model)) {
        Entry current = catalogue.current(model);
        catalogue.versions(model).forEach(e -> out.println(EventText.json(e, e.equals(current))));
        Entry patience = catalogue.patience(model);
        if (patience != null) {
          out.println(EventText.json(patience, false));
        }
        catalogue.instances(model).forEach(e -> out.println(EventText.json(e, false)));
      }
    }
    catalogue.commands().forEach(e -> out.println(EventText.json(e, false)));
  }
}
