package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.TrainingDevice;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a training run can be told, apart from its data.
 *
 * @param method which terms the loss has and how they are weighed
 * @param exits what an exit is
 * @param epochs at most so many passes; where the method splits the rows, theta sees half of them
 *     in each
 * @param batchSize rows per step, at least 2
 * @param learningRate peak learning rate of the backbone
 * @param exitLearningRate peak learning rate of the exits, which start from nothing
 * @param layers use only so many of the backbone's lowest layers; 0 means all
 * @param freezeEmbeddings true keeps the embeddings as they were pre-trained
 * @param dropout dropout inside the backbone
 * @param weightDecay decoupled weight decay of matrices; biases and normalizations have none
 * @param warmup share of the steps in which the learning rate rises
 * @param clip largest norm of the gradient; infinity switches clipping off
 * @param stopAfter stop after so many epochs without a better average of the exits
 * @param seed of everything random
 * @param threads of the training engine; another number rounds differently
 * @param precision of the products in a step and in the scores after an epoch; the final scores,
 *     which the bundle carries, are made in fp32
 * @param device where tensors live
 */
public record Hyperparameters(
    Method method,
    ExitForm exits,
    int epochs,
    int batchSize,
    double learningRate,
    double exitLearningRate,
    int layers,
    boolean freezeEmbeddings,
    double dropout,
    double weightDecay,
    double warmup,
    double clip,
    int stopAfter,
    long seed,
    int threads,
    Precision precision,
    TrainingDevice device) {

  /**
   * Checks every number.
   *
   * @throws IllegalArgumentException naming the first that is out of range
   */
  public Hyperparameters {
    require(epochs >= 1, "epochs must be at least 1", epochs);
    require(batchSize >= 2, "the batch size must be at least 2", batchSize);
    requirePositive("the learning rate", learningRate);
    requirePositive("the exits' learning rate", exitLearningRate);
    require(layers >= 0, "the number of layers must not be negative", layers);
    require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1)", dropout);
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weight decay must be 0 or above and finite",
        weightDecay);
    require(warmup >= 0 && warmup < 1, "the warm-up share must be in [0, 1)", warmup);
    require(clip > 0, "the gradient clip must be above 0", clip);
    require(stopAfter >= 1, "early stopping needs at least 1 epoch", stopAfter);
    require(threads >= 1, "threads must be at least 1", threads);
  }

  private static void requirePositive(String name, double found) {
    require(found > 0 && Double.isFinite(found), name + " must be above 0 and finite", found);
  }

  private static void require(boolean holds, String rule, Number found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", found " + found);
    }
  }

  /** These settings with another seed. */
  public Hyperparameters withSeed(long other) {
    return new Hyperparameters(
        method,
        exits,
        epochs,
        batchSize,
        learningRate,
        exitLearningRate,
        layers,
        freezeEmbeddings,
        dropout,
        weightDecay,
        warmup,
        clip,
        stopAfter,
        other,
        threads,
        precision,
        device);
  }

  /**
   * These settings with those in their place that the paper searches for. Where the exits learned
   * at the backbone's rate, as in the paper, they do so still.
   */
  public Hyperparameters with(double rate, double weightRate, int rows, int cycle) {
    return new Hyperparameters(
        new Method(
            method.teachers(),
            method.temperature(),
            method.weighting(),
            method.form(),
            weightRate,
            cycle,
            method.twoStages()),
        exits,
        epochs,
        rows,
        rate,
        exitLearningRate == learningRate ? rate : exitLearningRate,
        layers,
        freezeEmbeddings,
        dropout,
        weightDecay,
        warmup,
        clip,
        stopAfter,
        seed,
        threads,
        precision,
        device);
  }

  /** All of them by name, for provenance. */
  public Map<String, String> described() {
    Map<String, String> map = new TreeMap<>();
    map.put("epochs", Integer.toString(epochs));
    map.put("batchSize", Integer.toString(batchSize));
    map.put("learningRate", Double.toString(learningRate));
    map.put("exitLearningRate", Double.toString(exitLearningRate));
    map.put("weightLearningRate", Double.toString(method.weightLearningRate()));
    map.put("cycle", Integer.toString(method.cycle()));
    map.put("temperature", Double.toString(method.temperature()));
    map.put("teachers", lower(method.teachers()));
    map.put("weights", method.weighting().flag());
    map.put("weightForm", lower(method.form()));
    map.put("twoStages", Boolean.toString(method.twoStages()));
    map.put("pooling", lower(exits.pooling()));
    map.put("standardize", Boolean.toString(exits.standardized()));
    map.put("earnedVotes", Boolean.toString(exits.earnedVotes()));
    map.put("calibrate", Boolean.toString(exits.calibrated()));
    map.put("exitBy", exits.criterion().flag());
    map.put("layers", Integer.toString(layers));
    map.put("freezeEmbeddings", Boolean.toString(freezeEmbeddings));
    map.put("dropout", Double.toString(dropout));
    map.put("weightDecay", Double.toString(weightDecay));
    map.put("warmup", Double.toString(warmup));
    map.put("clip", Double.toString(clip));
    map.put("stopAfter", Integer.toString(stopAfter));
    map.put("seed", Long.toString(seed));
    map.put("threads", Integer.toString(threads));
    map.put("precision", lower(precision));
    map.put("device", lower(device));
    return map;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
