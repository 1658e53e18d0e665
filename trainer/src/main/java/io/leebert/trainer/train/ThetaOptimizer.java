package io.leebert.trainer.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW over the network's parameters: the backbone and the exits at their own learning rates,
 * matrices with weight decay, biases and normalizations without.
 */
final class ThetaOptimizer {

  private final AdamW adam;
  private final TensorVector all;
  private final double[] peaks;
  private final double clip;

  /**
   * An optimizer of a network.
   *
   * @param exitsOnly true leaves the backbone alone, and the exits without decay: one of them is
   *     ready and gets no gradient
   */
  ThetaOptimizer(ExitNetwork network, Hyperparameters settings, boolean exitsOnly) {
    List<Tensor> matrices = new ArrayList<>();
    List<Tensor> others = new ArrayList<>();
    for (Map.Entry<String, Tensor> entry : network.encoder().trainable().entrySet()) {
      String name = entry.getKey();
      boolean norm = name.contains("LayerNorm") || name.contains("layer_norm");
      boolean decays = name.endsWith("weight") && !norm;
      if (!exitsOnly) {
        (decays ? matrices : others).add(entry.getValue());
      }
    }
    Tensor exitWeight = network.exits().weight();
    Tensor exitBias = network.exits().bias();
    double backbone = settings.learningRate();
    double exits = settings.exitLearningRate();
    this.peaks = new double[] {backbone, backbone, exits, exits};
    this.clip = settings.clip();
    this.adam = new AdamW(vector(matrices), options(backbone, settings.weightDecay()));
    addGroup(vector(others), backbone, 0);
    addGroup(new TensorVector(exitWeight), exits, exitsOnly ? 0 : settings.weightDecay());
    addGroup(new TensorVector(exitBias), exits, 0);
    List<Tensor> everything = new ArrayList<>(matrices);
    everything.addAll(others);
    everything.add(exitWeight);
    everything.add(exitBias);
    this.all = vector(everything);
  }

  private void addGroup(TensorVector tensors, double learningRate, double decay) {
    adam.add_param_group(new OptimizerParamGroup(tensors, options(learningRate, decay)));
  }

  private static AdamWOptions options(double learningRate, double decay) {
    AdamWOptions options = new AdamWOptions(learningRate);
    options.weight_decay().put(decay);
    return options;
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(new Tensor[0]));
  }

  /** Everything that a step moves. */
  TensorVector parameters() {
    return all;
  }

  /** Writes the moments of Adam. */
  void save(OutputArchive archive) {
    adam.save(archive);
  }

  /** Goes on from moments that were written for a network of the same shape. */
  void load(InputArchive archive) {
    adam.load(archive);
  }

  /** Forgets the gradients of the step before. */
  void clearGradients() {
    adam.zero_grad();
  }

  /** One step along the clipped gradients, at a share of the peak learning rates. */
  void step(double factor) {
    torch.clip_grad_norm_(all, clip);
    for (int group = 0; group < peaks.length; group++) {
      adam.param_groups().get(group).options().set_lr(peaks[group] * factor);
    }
    adam.step();
  }
}
