package io.leebert.trainer.report;

import java.util.List;
import java.util.stream.Stream;

/** All pictures of a run. */
final class RunPlots {

  private RunPlots() {}

  static List<Plot> of(RunRecord run) {
    return Stream.of(
            TradeOffPlots.of(run),
            ExitPlots.of(run),
            List.of(ConfusionPlot.of(run)),
            TrainingPlots.of(run),
            WeightPlots.of(run))
        .flatMap(List::stream)
        .toList();
  }
}
