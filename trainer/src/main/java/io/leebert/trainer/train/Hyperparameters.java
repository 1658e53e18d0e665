package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.objective.Teachers;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a training run can be told, apart from its data.
 *
 * @param epochs at most so many passes; theta sees half of the rows in each
 * @param batchSize rows per step, at least 2
 * @param learningRate peak learning rate of the backbone
 * @param exitLearningRate peak learning rate of the exits, which start from nothing
 * @param weightLearningRate learning rate of the loss weights omega; 0 keeps them uniform
 * @param cycle C of clo-v2
 * @param temperature of distillation
 * @param teachers which exits teach which
 * @param pooling what an exit looks at
 * @param layers use only so many of the backbone's lowest layers; 0 means all
 * @param freezeEmbeddings true keeps the embeddings as they were pre-trained
 * @param dropout dropout inside the backbone
 * @param weightDecay decoupled weight decay of matrices; biases and normalizations have none
 * @param warmup share of the steps in which the learning rate rises
 * @param clip largest norm of the gradient; infinity switches clipping off
 * @param stopAfter stop after so many epochs without a better average of the exits
 * @param seed of everything random
 * @param threads of the training engine; another number rounds differently
 */
public record Hyperparameters(
    int epochs,
    int batchSize,
    double learningRate,
    double exitLearningRate,
    double weightLearningRate,
    int cycle,
    double temperature,
    Teachers teachers,
    Pooling pooling,
    int layers,
    boolean freezeEmbeddings,
    double dropout,
    double weightDecay,
    double warmup,
    double clip,
    int stopAfter,
    long seed,
    int threads) {

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
    requireNotNegative("the weights' learning rate", weightLearningRate);
    require(cycle >= 1, "the cycle must be at least 1", cycle);
    requirePositive("the temperature", temperature);
    require(layers >= 0, "the number of layers must not be negative", layers);
    require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1)", dropout);
    requireNotNegative("weight decay", weightDecay);
    require(warmup >= 0 && warmup < 1, "the warm-up share must be in [0, 1)", warmup);
    require(clip > 0, "the gradient clip must be above 0", clip);
    require(stopAfter >= 1, "early stopping needs at least 1 epoch", stopAfter);
    require(threads >= 1, "threads must be at least 1", threads);
  }

  private static void requirePositive(String name, double found) {
    require(found > 0 && Double.isFinite(found), name + " must be above 0 and finite", found);
  }

  private static void requireNotNegative(String name, double found) {
    require(found >= 0 && Double.isFinite(found), name + " must be 0 or above and finite", found);
  }

  private static void require(boolean holds, String rule, Number found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", found " + found);
    }
  }

  /** All of them by name, for provenance. */
  public Map<String, String> described() {
    Map<String, String> map = new TreeMap<>();
    map.put("epochs", Integer.toString(epochs));
    map.put("batchSize", Integer.toString(batchSize));
    map.put("learningRate", Double.toString(learningRate));
    map.put("exitLearningRate", Double.toString(exitLearningRate));
    map.put("weightLearningRate", Double.toString(weightLearningRate));
    map.put("cycle", Integer.toString(cycle));
    map.put("temperature", Double.toString(temperature));
    map.put("teachers", teachers.name().toLowerCase(Locale.ROOT));
    map.put("pooling", pooling.name().toLowerCase(Locale.ROOT));
    map.put("layers", Integer.toString(layers));
    map.put("freezeEmbeddings", Boolean.toString(freezeEmbeddings));
    map.put("dropout", Double.toString(dropout));
    map.put("weightDecay", Double.toString(weightDecay));
    map.put("warmup", Double.toString(warmup));
    map.put("clip", Double.toString(clip));
    map.put("stopAfter", Integer.toString(stopAfter));
    map.put("seed", Long.toString(seed));
    map.put("threads", Integer.toString(threads));
    map.put("optimizer", "clo-v2, normalized weights");
    return map;
  }
}
