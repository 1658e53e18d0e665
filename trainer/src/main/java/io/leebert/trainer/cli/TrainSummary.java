package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.export.Quantization;
import io.leebert.trainer.train.EpochTable;
import io.leebert.trainer.train.ServedRule;
import io.leebert.trainer.train.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a training run brought, as lines of text. */
final class TrainSummary {

  private TrainSummary() {}

  static void print(
      PrintWriter output,
      TrainingResult result,
      ModelBundle bundle,
      ServedRule served,
      @Nullable Quantization quantization,
      Path folder) {
    int exits = result.scores().scores().size();
    output.println("exit    " + EpochTable.exitNumbers(exits));
    output.println("score   " + EpochTable.percent(result.scores().scores()));
    output.println("votes   " + EpochTable.votes(result.scores().votes()));
    output.println();
    output.printf("patience   %s   mean exit layer%n", bundle.manifest().getMetric());
    for (PatienceQuality quality : bundle.manifest().getQualityProfile()) {
      output.printf(
          Locale.ROOT,
          "%8d   %8.2f   %15.2f%n",
          quality.getPatience(),
          100 * quality.getScore(),
          quality.getMeanExitLayer());
    }
    output.println();
    if (quantization != null) {
      output.println(quantization.table());
    }
    if (served.criterion() != ExitCriterion.PATIENCE) {
      output.printf(
          Locale.ROOT,
          "served by %s %.4f: %s %.2f, mean exit layer %.2f%n",
          served.criterion().flag(),
          served.point().setting(),
          bundle.manifest().getMetric(),
          100 * served.point().score(),
          served.point().meanExitLayer());
    }
    output.printf(
        "bundle: %s (%s %s)%n",
        bundle.directory(), bundle.manifest().getModel(), bundle.manifest().getModelVersion());
    output.println("report: " + folder.resolve("report.html"));
    output.flush();
  }
}
