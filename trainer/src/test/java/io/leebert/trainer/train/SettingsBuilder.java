package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.objective.Teachers;

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

  Hyperparameters build() {
    return new Hyperparameters(
        epochs,
        batchSize,
        learningRate,
        exitLearningRate,
        weightLearningRate,
        cycle,
        2,
        teachers,
        pooling,
        layers,
        freezeEmbeddings,
        dropout,
        weightDecay,
        0.1,
        clip,
        stopAfter,
        seed,
        threads);
  }
}
