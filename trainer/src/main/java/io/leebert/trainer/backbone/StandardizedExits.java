package io.leebert.trainer.backbone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The exits of a network as trainable operations: every exit standardizes its pooled state feature
 * by feature (batch normalization without affine) and then is one linear layer.
 *
 * <p>Without standardization the lowest exits predict one class only: their inputs hardly differ
 * between texts. The statistics fold into the linear layer when training is over ({@link
 * #folded()}).
 */
public final class StandardizedExits {

  /** Smaller ones amplify early gradients too much: features of low layers hardly vary. */
  private static final double EPSILON = 1e-3;

  private static final double MOMENTUM = 0.1;
  private static final double INITIAL_DEVIATION = 0.02;

  private final int exits;
  private final int hiddenSize;
  private final int classes;
  private final Tensor weight;
  private final Tensor bias;
  private final Tensor runningMean;
  private final Tensor runningVariance;
  private final boolean standardizes;

  /** New exits for M layers of width H and K classes, with small random weights. */
  public StandardizedExits(int exits, int hiddenSize, int classes, Random random) {
    this(exits, hiddenSize, classes, random, true, TrainingDevice.CPU);
  }

  /**
   * New exits that standardize their input, or, as in the paper, do not.
   *
   * @param standardizes false makes an exit a plain linear layer
   * @param device where they live
   */
  public StandardizedExits(
      int exits,
      int hiddenSize,
      int classes,
      Random random,
      boolean standardizes,
      TrainingDevice device) {
    this.standardizes = standardizes;
    this.exits = exits;
    this.hiddenSize = hiddenSize;
    this.classes = classes;
    float[] start = new float[exits * classes * hiddenSize];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) (random.nextGaussian() * INITIAL_DEVIATION);
    }
    this.weight = device.place(Tensor.create(start, exits, classes, hiddenSize));
    this.bias = device.place(Tensor.create(new float[exits * classes], exits, 1, classes));
    float[] ones = new float[exits * hiddenSize];
    Arrays.fill(ones, 1);
    long features = (long) exits * hiddenSize;
    this.runningMean = device.place(Tensor.create(new float[exits * hiddenSize], features));
    this.runningVariance = device.place(Tensor.create(ones, features));
    weight.set_requires_grad(true);
    bias.set_requires_grad(true);
  }

  /** How statistics are taken in a pass. */
  public enum Statistics {
    /** From the batch, and the running ones move towards it: a training step. */
    BATCH_AND_LEARN,
    /** From the batch, nothing changes: the loss of training, looked at. */
    BATCH,
    /** The running ones: scoring. */
    RUNNING
  }

  /** {@code [M, K, H]}, trainable. */
  public Tensor weight() {
    return weight;
  }

  /** {@code [M, 1, K]}, trainable. */
  public Tensor bias() {
    return bias;
  }

  /** Everything that changes while training: weights, biases, running mean and variance. */
  public List<Tensor> state() {
    return List.of(weight, bias, runningMean, runningVariance);
  }

  /**
   * Logits of all exits.
   *
   * @param pooled one {@code [B, H]} per exit
   * @return {@code [M, B, K]}
   */
  public Tensor forward(List<Tensor> pooled, Statistics statistics) {
    return forward(pooled, statistics, runningMean, runningVariance);
  }

  /**
   * Logits of all exits, of which the last one is ready: its running statistics stay as they are.
   *
   * @param pooled one {@code [B, H]} per exit
   * @return {@code [M, B, K]}
   */
  public Tensor forwardLastReady(List<Tensor> pooled, Statistics statistics) {
    if (statistics != Statistics.BATCH_AND_LEARN) {
      return forward(pooled, statistics);
    }
    Tensor mean = runningMean.clone();
    Tensor variance = runningVariance.clone();
    Tensor logits = forward(pooled, statistics, mean, variance);
    long others = (exits - 1L) * hiddenSize;
    runningMean.narrow(0, 0, others).copy_(mean.narrow(0, 0, others));
    runningVariance.narrow(0, 0, others).copy_(variance.narrow(0, 0, others));
    return logits;
  }

  private Tensor forward(List<Tensor> pooled, Statistics statistics, Tensor mean, Tensor variance) {
    Tensor side = torch.cat(new TensorVector(pooled.toArray(new Tensor[0])), 1);
    if (!standardizes) {
      return linear(side);
    }
    boolean kept = statistics != Statistics.BATCH;
    Tensor standardized =
        torch.batch_norm(
            side,
            new TensorOptional(),
            new TensorOptional(),
            kept ? new TensorOptional(mean) : new TensorOptional(),
            kept ? new TensorOptional(variance) : new TensorOptional(),
            statistics != Statistics.RUNNING,
            MOMENTUM,
            EPSILON,
            false);
    return linear(standardized);
  }

  private Tensor linear(Tensor side) {
    Tensor perExit = side.view(-1, exits, hiddenSize).transpose(0, 1);
    return torch.bmm(perExit, weight.transpose(1, 2)).add(bias);
  }

  /**
   * Starts from exits as they are served, the reverse of {@link #folded()}: with these statistics
   * as the running ones, weights and biases are such that an exit answers as the served one does.
   *
   * @param served one per exit
   * @param known per exit, whether to take it; the others keep their random start
   * @param from for every class of these exits, its class in the served ones; -1 for a class that
   *     they do not have, which keeps its random weights and begins at the mean bias of the others
   * @param mean of every feature of the pooled states, {@code [M x H]}
   * @param variance of the same
   */
  @SuppressWarnings("try") // the guard acts by being open
  public void startFrom(
      List<LinearExit> served, List<Boolean> known, int[] from, float[] mean, float[] variance) {
    float[] weights = TensorValues.floats(weight);
    float[] biases = TensorValues.floats(bias);
    for (int m = 0; m < exits; m++) {
      if (known.get(m)) {
        unfold(m, served.get(m), from, mean, variance, weights, biases);
      }
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      weight.copy_(Tensor.create(weights, exits, classes, hiddenSize));
      bias.copy_(Tensor.create(biases, exits, 1, classes));
      if (standardizes) {
        runningMean.copy_(Tensor.create(mean, mean.length));
        runningVariance.copy_(Tensor.create(variance, variance.length));
      }
    }
  }

  private void unfold(
      int m,
      LinearExit served,
      int[] from,
      float[] mean,
      float[] variance,
      float[] weights,
      float[] biases) {
    double sum = 0;
    int taken = 0;
    for (int k = 0; k < classes; k++) {
      if (from[k] >= 0) {
        double centred = served.bias().values()[from[k]];
        for (int h = 0; h < hiddenSize; h++) {
          int feature = m * hiddenSize + h;
          double deviation = standardizes ? Math.sqrt(variance[feature] + EPSILON) : 1;
          double scaled = served.weight().values()[from[k] * hiddenSize + h];
          weights[(m * classes + k) * hiddenSize + h] = (float) (scaled * deviation);
          centred += standardizes ? scaled * mean[feature] : 0;
        }
        biases[m * classes + k] = (float) centred;
        sum += centred;
        taken++;
      }
    }
    for (int k = 0; k < classes; k++) {
      if (from[k] < 0 && taken > 0) {
        biases[m * classes + k] = (float) (sum / taken);
      }
    }
  }

  /** The exits as they are served, lowest first, the running statistics folded in. */
  public List<LinearExit> folded() {
    float[] weights = TensorValues.floats(weight);
    float[] biases = TensorValues.floats(bias);
    float[] mean = TensorValues.floats(runningMean);
    float[] variance = TensorValues.floats(runningVariance);
    List<LinearExit> folded = new ArrayList<>(exits);
    for (int m = 0; m < exits; m++) {
      float[] w = new float[classes * hiddenSize];
      float[] b = new float[classes];
      for (int k = 0; k < classes; k++) {
        double shifted = biases[m * classes + k];
        for (int h = 0; h < hiddenSize; h++) {
          int feature = m * hiddenSize + h;
          double deviation = standardizes ? Math.sqrt(variance[feature] + EPSILON) : 1;
          double scaled = weights[(m * classes + k) * hiddenSize + h] / deviation;
          w[k * hiddenSize + h] = (float) scaled;
          shifted -= standardizes ? scaled * mean[feature] : 0;
        }
        b[k] = (float) shifted;
      }
      folded.add(new LinearExit(Weight.of(w, classes, hiddenSize), Weight.of(b, classes)));
    }
    return folded;
  }
}
