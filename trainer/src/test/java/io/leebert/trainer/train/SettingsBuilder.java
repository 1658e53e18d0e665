package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.TrainingDevice;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.optimize.WeightForm;
import io.leebert.trainer.optimize.Weighting;

/** Settings that suit {@link TinyTask}, with some of them changed. */
final class SettingsBuilder {
  private int epochs = 1;
  private long seed = 1;
  private int batchSize = 16;
  private double learningRate = 1e-3;
  private double exitLearningRate = 1e-2;
  private double weightLearningRate = 1e-2;
  private int cycle = 4;
  private Teachers teachers = Teachers.ALL;
  private Pooling pooling = Pooling.MEAN;
  private int layers;
  private boolean freezeEmbeddings = true;
  private double dropout = 0.1;
  private double weightDecay = 0.01;
  private double clip = 1;
  private int stopAfter = 5;
  private int threads = 1;
  private Weighting weighting = Weighting.CLO_V2;
  private WeightForm form = WeightForm.NORMALIZED;
  private boolean twoStages;
  private boolean standardized = true;
  private boolean earnedVotes = true;
  private boolean calibrated = true;
  private Precision precision = Precision.FP32;

  SettingsBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  SettingsBuilder seed(long value) {
    seed = value;
    return this;
  }

  SettingsBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  /** Of the backbone, and of the exits. */
  SettingsBuilder learningRates(double backbone, double exits) {
    learningRate = backbone;
    exitLearningRate = exits;
    return this;
  }

  SettingsBuilder weightLearningRate(double value) {
    weightLearningRate = value;
    return this;
  }

  SettingsBuilder cycle(int value) {
    cycle = value;
    return this;
  }

  SettingsBuilder teachers(Teachers value) {
    teachers = value;
    return this;
  }

  SettingsBuilder pooling(Pooling value) {
    pooling = value;
    return this;
  }

  SettingsBuilder layers(int value) {
    layers = value;
    return this;
  }

  SettingsBuilder freezeEmbeddings(boolean value) {
    freezeEmbeddings = value;
    return this;
  }

  SettingsBuilder dropout(double value) {
    dropout = value;
    return this;
  }

  SettingsBuilder weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  SettingsBuilder clip(double value) {
    clip = value;
    return this;
  }

  SettingsBuilder stopAfter(int value) {
    stopAfter = value;
    return this;
  }

  SettingsBuilder threads(int value) {
    threads = value;
    return this;
  }

  SettingsBuilder weighting(Weighting value) {
    weighting = value;
    return this;
  }

  SettingsBuilder form(WeightForm value) {
    form = value;
    return this;
  }

  /** Backbone with the last exit first, the other exits alone after it. */
  SettingsBuilder twoStages() {
    teachers = Teachers.NONE;
    weighting = Weighting.LAST_EXIT;
    twoStages = true;
    return this;
  }

  SettingsBuilder standardized(boolean value) {
    standardized = value;
    return this;
  }

  SettingsBuilder earnedVotes(boolean value) {
    earnedVotes = value;
    return this;
  }

  SettingsBuilder calibrated(boolean value) {
    calibrated = value;
    return this;
  }

  SettingsBuilder precision(Precision value) {
    precision = value;
    return this;
  }

  Hyperparameters build() {
    return new Hyperparameters(
        new Method(teachers, 2, weighting, form, weightLearningRate, cycle, twoStages),
        new ExitForm(pooling, standardized, earnedVotes, calibrated, ExitCriterion.PATIENCE),
        epochs,
        batchSize,
        learningRate,
        exitLearningRate,
        layers,
        freezeEmbeddings,
        dropout,
        weightDecay,
        0.1,
        clip,
        stopAfter,
        seed,
        threads,
        precision,
        TrainingDevice.CPU);
  }
}
