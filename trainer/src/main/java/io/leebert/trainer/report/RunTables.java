package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A run's numbers, as the tables beside its plots. */
final class RunTables {

  private RunTables() {}

  /** A rule's settings, what they yield and cost; the served one stands out. */
  static Table tradeOff(RunRecord run, String rule, String settingName, List<TradeOff> tradeOffs) {
    boolean twoScores = !run.metric().equals("accuracy");
    List<String> head = new ArrayList<>(List.of(settingName, run.metric()));
    if (twoScores) {
      head.add("accuracy");
    }
    head.addAll(List.of("mean exit layer", "speed-up"));
    List<List<String>> rows = new ArrayList<>();
    int marked = -1;
    for (TradeOff at : tradeOffs) {
      if (run.servedBy().equals(rule) && RunRecord.sameSetting(at.setting(), run.servedAt())) {
        marked = rows.size();
      }
      List<String> row = new ArrayList<>();
      row.add(Figures.setting(at.setting()));
      row.add(Figures.score(at.score()));
      if (twoScores) {
        row.add(Figures.score(at.accuracy()));
      }
      row.add(Figures.layer(at.meanExitLayer()));
      row.add(Figures.speedUp(at.speedUp(run.layers())));
      rows.add(row);
    }
    return new Table("By " + settingName, 0, head, rows, marked);
  }

  static Table exits(RunRecord run) {
    boolean twoScores = !run.metric().equals("accuracy");
    List<String> head = new ArrayList<>(List.of("counts", "exit", run.metric()));
    if (twoScores) {
      head.add("accuracy");
    }
    head.addAll(List.of("calibration error", "before", "temperature"));
    List<List<String>> rows = new ArrayList<>();
    for (ExitPoint exit : run.exits()) {
      List<String> row = new ArrayList<>();
      row.add(exit.votes() ? "yes" : "no");
      row.add(Integer.toString(exit.exit()));
      row.add(Figures.score(exit.score()));
      if (twoScores) {
        row.add(Figures.score(exit.accuracy()));
      }
      row.add(Figures.score(exit.calibrationError()));
      row.add(Figures.score(exit.uncalibratedError()));
      row.add(Figures.layer(exit.temperature()));
      rows.add(row);
    }
    return new Table("Every exit alone", 1, head, rows);
  }

  static Table bins(RunRecord run) {
    List<List<String>> rows = new ArrayList<>();
    for (ExitPoint exit : run.exits()) {
      for (CalibrationBin bin : exit.bins()) {
        if (bin.rows() > 0) {
          rows.add(
              List.of(
                  Integer.toString(exit.exit()),
                  Figures.setting(100 * bin.from()) + "–" + Figures.setting(100 * bin.to()),
                  Figures.count(bin.rows()),
                  Figures.score(bin.meanConfidence()),
                  Figures.score(bin.accuracy())));
        }
      }
    }
    return new Table(
        "Confidence and accuracy of every exit",
        0,
        List.of("exit", "confidence (%)", "rows", "mean confidence", "accuracy"),
        rows);
  }

  static Table epochs(RunRecord run) {
    List<List<String>> rows = new ArrayList<>();
    int marked = -1;
    for (int i = 0; i < run.epochs().size(); i++) {
      if (run.epochs().get(i).best()) {
        marked = i;
      }
    }
    for (EpochPoint epoch : run.epochs()) {
      List<Double> scores = epoch.exitScores();
      rows.add(
          List.of(
              epoch.stage(),
              Integer.toString(epoch.epoch()),
              Integer.toString(epoch.step()),
              Figures.weight(epoch.meanLoss()),
              Figures.score(epoch.averageScore()),
              Figures.score(scores.isEmpty() ? Double.NaN : scores.get(scores.size() - 1)),
              rows.size() == marked ? "best" : ""));
    }
    return new Table(
        "Epochs",
        1,
        List.of("stage", "epoch", "step", "mean loss", "average of exits", "last exit", ""),
        rows,
        marked);
  }

  static Table lastWeights(RunRecord run) {
    List<WeightsPoint> points = LossTerms.present(run.weights());
    WeightsPoint last = points.get(points.size() - 1);
    List<String> head = new ArrayList<>(List.of("exit", "CE"));
    run.exits().forEach(exit -> head.add("from " + exit.exit()));
    double[][] weights = last.weights();
    List<List<String>> rows =
        IntStream.range(0, weights.length)
            .mapToObj(
                m -> {
                  List<String> row = new ArrayList<>();
                  row.add(Integer.toString(run.exits().get(m).exit()));
                  for (double weight : weights[m]) {
                    row.add(Double.isNaN(weight) ? "" : Figures.weight(weight));
                  }
                  return row;
                })
            .toList();
    return new Table("Weights after step " + last.step(), 0, head, rows);
  }

  static Table settings(RunRecord run) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("preset", run.preset()));
    rows.add(List.of("task", run.task()));
    rows.add(List.of("metric", run.metric()));
    rows.add(List.of("started at", run.startedAt()));
    rows.add(List.of("classes", Integer.toString(run.labels().size())));
    rows.add(List.of("layers", Integer.toString(run.layers())));
    rows.add(List.of("rows trained on", Figures.count(run.trainRows())));
    rows.add(List.of("rows held out", Figures.count(run.heldOutRows())));
    rows.add(List.of("seconds per step", Figures.weight(run.secondsPerStep())));
    run.settings().forEach((name, value) -> rows.add(List.of(name, value)));
    return new Table("What it takes to repeat the run", 2, List.of("setting", "value"), rows);
  }
}
