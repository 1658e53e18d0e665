package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plausible runs: scores rise with depth and saturate, teachers are told apart, classes mixed up.
 */
public final class RunFixture {

  private String name = "messages-leebert";
  private String preset = "leebert";
  private String task = "messages";
  private String metric = "accuracy";
  private List<String> labels =
      List.of("complaint", "order-status", "refund", "prescription", "medical-question", "other");
  private int layers = 12;
  private List<Integer> exits = List.of();
  private long seed = 1;
  private double quality = 0.93;
  private String servedBy = RunRecord.PATIENCE;
  private double servedAt = 4;
  private boolean diverged;
  private boolean bare;
  private int trainRows = 5_400;
  private int heldOutRows = 600;
  private @Nullable List<WeightsPoint> weights;
  private @Nullable List<TradeOff> patience;
  private int @Nullable [][] confusion;
  private final Map<String, String> more = new LinkedHashMap<>();

  /** A run of the default preset. */
  public static RunFixture run() {
    return new RunFixture();
  }

  public RunFixture name(String value) {
    name = value;
    return this;
  }

  public RunFixture preset(String value) {
    preset = value;
    name = task + "-" + value;
    return this;
  }

  public RunFixture task(String value, String metricOfTask) {
    task = value;
    metric = metricOfTask;
    name = value + "-" + preset;
    return this;
  }

  public RunFixture labels(List<String> value) {
    labels = value;
    return this;
  }

  /** So many classes with names as long as real ones. */
  public RunFixture classes(int count) {
    List<String> kinds = List.of("card", "transfer", "top-up", "exchange", "identity", "pin");
    List<String> troubles = List.of("not_arrived", "declined", "fee_charged", "pending", "limit");
    labels =
        IntStream.range(0, count)
            .mapToObj(
                i -> kinds.get(i % 6) + "_" + troubles.get(i / 6 % 5) + (i < 30 ? "" : "_" + i))
            .toList();
    return this;
  }

  public RunFixture layers(int value) {
    layers = value;
    return this;
  }

  public RunFixture exits(Integer... value) {
    exits = List.of(value);
    return this;
  }

  public RunFixture seed(long value) {
    seed = value;
    return this;
  }

  /** What the best exit scores. */
  public RunFixture quality(double value) {
    quality = value;
    return this;
  }

  /** A run whose loss became infinite and then no number, and whose exits were not calibrated. */
  public RunFixture diverged() {
    diverged = true;
    return this;
  }

  /** A run without epochs, losses, weights, bins and trade-offs. */
  public RunFixture bare() {
    bare = true;
    return this;
  }

  public RunFixture setting(String key, String value) {
    more.put(key, value);
    return this;
  }

  public RunFixture rows(int train, int heldOut) {
    trainRows = train;
    heldOutRows = heldOut;
    return this;
  }

  public RunFixture weights(WeightsPoint... value) {
    weights = List.of(value);
    return this;
  }

  public RunFixture patience(List<TradeOff> value) {
    patience = value;
    return this;
  }

  public RunFixture confusion(int[][] value) {
    confusion = value;
    return this;
  }

  public RunFixture served(String rule, double setting) {
    servedBy = rule;
    servedAt = setting;
    return this;
  }

  public RunRecord build() {
    Random random = new Random(seed);
    List<Integer> at = exits.isEmpty() ? IntStream.rangeClosed(1, layers).boxed().toList() : exits;
    return new RunRecord(
        RunRecord.FORMAT_VERSION,
        name,
        preset,
        task,
        metric,
        "2026-03-04T05:06:07Z",
        settings(),
        labels,
        layers,
        trainRows,
        heldOutRows,
        1_688,
        1_013.4,
        0.6003,
        bare ? List.of() : epochs(at, random),
        bare ? List.of() : losses(random),
        weights != null ? weights : bare ? List.of() : weights(at.size(), random),
        at.stream().map(exit -> exitPoint(exit, random)).toList(),
        patience != null ? patience : bare ? List.of() : patience(at, random),
        bare ? List.of() : thresholds(at, false),
        bare ? List.of() : thresholds(at, true),
        servedBy,
        servedAt,
        confusion != null ? confusion : confusion(random));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("seed", Long.toString(seed));
    settings.put("backbone", "bge-small-en-v1.5");
    settings.put("data", "sha256:6b3d0c1ba7a52f8f24cb1eb0a0b0b3b93a3e8df6d8b9b9a4f6a5a2f4a1c0d9e8");
    settings.put("learningRate", "2.0E-5");
    settings.put("weightLearningRate", "0.001");
    settings.put("batchSize", "32");
    settings.putAll(more);
    return settings;
  }

  private double scoreAt(int exit) {
    double depth = exit / (double) layers;
    double floor = metric.equals("matthews") ? -0.02 : 1.0 / labels.size();
    return floor + (quality - floor) * (1 - Math.exp(-6 * depth)) - 0.012 * depth * depth;
  }

  private List<EpochPoint> epochs(List<Integer> at, Random random) {
    List<EpochPoint> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 10; epoch++) {
      double learned = 1 - Math.exp(-epoch / 2.0);
      List<Double> scores =
          at.stream().map(e -> scoreAt(e) * learned + 0.006 * random.nextGaussian()).toList();
      String stage = preset.equals("deebert") && epoch > 6 ? "exits" : "train";
      epochs.add(
          new EpochPoint(
              stage.equals("exits") ? epoch - 6 : epoch,
              stage,
              epoch * 169,
              18 * Math.exp(-epoch / 3.0) + 2,
              scores,
              epoch == 8));
    }
    return epochs;
  }

  private List<LossPoint> losses(Random random) {
    return IntStream.rangeClosed(1, 340)
        .mapToObj(i -> new LossPoint(i * 5, loss(i, random)))
        .toList();
  }

  private double loss(int i, Random random) {
    if (diverged && i > 100) {
      return i > 120 ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return (18 * Math.exp(-i / 90.0) + 2) * (1 + 0.12 * random.nextGaussian());
  }

  private List<WeightsPoint> weights(int exitCount, Random random) {
    if (preset.equals("pabee") || exitCount == 1) {
      return List.of();
    }
    double[][] towards = new double[exitCount][1 + exitCount];
    for (int m = 0; m < exitCount; m++) {
      for (int t = 0; t <= exitCount; t++) {
        towards[m][t] = t == 0 ? 0.6 + random.nextDouble() : 0.3 + t / (double) exitCount;
      }
    }
    List<WeightsPoint> points = new ArrayList<>();
    for (int i = 0; i <= 120; i++) {
      double[][] weights = new double[exitCount][1 + exitCount];
      double moved = 1 - Math.exp(-i / 40.0);
      for (int m = 0; m < exitCount; m++) {
        for (int t = 0; t <= exitCount; t++) {
          weights[m][t] = t == m + 1 ? Double.NaN : 1 + moved * (towards[m][t] - 1);
        }
      }
      points.add(new WeightsPoint(i * 14, weights));
    }
    return points;
  }

  private ExitPoint exitPoint(int exit, Random random) {
    double accuracy = Math.min(1, Math.max(scoreAt(exit), 1.0 / labels.size()));
    List<CalibrationBin> bins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      double middle = (i + 0.5) / 10;
      long rows = middle < 1.0 / labels.size() ? 0 : Math.round(8 + 260 * Math.pow(middle, 4));
      double right =
          Math.min(1, Math.max(0, middle - 0.08 * (1 - middle) + 0.03 * random.nextGaussian()));
      bins.add(
          new CalibrationBin(
              i / 10.0, (i + 1) / 10.0, rows, rows == 0 ? 0 : middle, rows == 0 ? 0 : right));
    }
    return new ExitPoint(
        exit,
        scoreAt(exit),
        accuracy,
        diverged ? Double.NaN : 0.02 + 0.01 * random.nextDouble(),
        0.05 + 0.02 * random.nextDouble(),
        1.1 + 0.05 * exit,
        exit > layers / 6,
        bare ? List.of() : bins);
  }

  private List<TradeOff> patience(List<Integer> at, Random random) {
    List<TradeOff> points = new ArrayList<>();
    for (int p = 0; p <= at.size(); p++) {
      double index = Math.min(at.size() - 1, p * 1.12 + (p == 0 ? 0 : 0.4));
      int low = (int) index;
      double layer =
          at.get(low) + (index - low) * (low + 1 < at.size() ? at.get(low + 1) - at.get(low) : 0);
      double score = scoreAt(Math.max(1, (int) Math.round(layer))) + 0.004 * random.nextDouble();
      points.add(new TradeOff(p, score, Math.min(1, Math.max(0, score)), layer));
    }
    return points;
  }

  private List<TradeOff> thresholds(List<Integer> at, boolean entropy) {
    double greatest = Math.log(labels.size());
    List<TradeOff> points = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      double strict = i / 20.0;
      double setting = entropy ? greatest * (1 - strict) : strict;
      double layer = at.get(0) + (layers - at.get(0)) * Math.pow(strict, 1.6);
      double score = scoreAt((int) Math.max(1, Math.round(layer))) + 0.01 * strict * (1 - strict);
      points.add(new TradeOff(setting, score, Math.min(1, Math.max(0, score)), layer));
    }
    return points;
  }

  private int[][] confusion(Random random) {
    int classes = labels.size();
    int[][] confusion = new int[classes][classes];
    for (int row = 0; row < 600; row++) {
      int gold = Math.min(random.nextInt(classes), random.nextInt(classes));
      boolean right = random.nextDouble() < quality;
      int predicted = right ? gold : (gold + 1 + random.nextInt(Math.min(3, classes))) % classes;
      confusion[gold][predicted]++;
    }
    return confusion;
  }
}
