package io.leebert.trainer.train;

import io.leebert.trainer.backbone.BertEncoder;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.StandardizedExits;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TrainingDevice;
import io.leebert.trainer.data.Batch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A network in training: an encoder with an exit at every layer. */
@SuppressWarnings("try") // guards act by being open
final class ExitNetwork {

  private static final float PADDED = -1e9f;

  private final BertEncoder encoder;
  private final StandardizedExits exits;
  private final Pooling pooling;
  private final TrainingDevice device;

  ExitNetwork(BertEncoder encoder, StandardizedExits exits, Pooling pooling) {
    this(encoder, exits, pooling, TrainingDevice.CPU);
  }

  /** A network whose encoder and exits live on a device. */
  ExitNetwork(
      BertEncoder encoder, StandardizedExits exits, Pooling pooling, TrainingDevice device) {
    this.encoder = encoder;
    this.exits = exits;
    this.pooling = pooling;
    this.device = device;
  }

  /** The classes of a batch, where the logits are. */
  Tensor gold(Batch batch) {
    return device.place(Tensor.create(batch.gold(), batch.rows()));
  }

  BertEncoder encoder() {
    return encoder;
  }

  StandardizedExits exits() {
    return exits;
  }

  int layers() {
    return encoder.config().layers();
  }

  /** Logits of all exits in fp32, {@code [M, B, K]}. */
  Tensor logits(Batch batch, Statistics statistics) {
    return logits(batch, statistics, Precision.FP32);
  }

  /** Logits of all exits, {@code [M, B, K]}; dropout only while statistics are learned. */
  Tensor logits(Batch batch, Statistics statistics, Precision precision) {
    return exits.forward(
        pooled(batch, statistics == Statistics.BATCH_AND_LEARN, precision), statistics);
  }

  /** Logits that only the exits are trained by, all but the last: no dropout, no gradient below. */
  Tensor logitsOfFrozen(Batch batch, Statistics statistics, Precision precision) {
    List<Tensor> pooled;
    try (NoGradGuard guard = new NoGradGuard()) {
      pooled = pooled(batch, false, precision);
    }
    return exits.forwardLastReady(pooled, statistics);
  }

  /** What the exits look at, without dropout: {@code [B, M x H]}. */
  Tensor features(Batch batch) {
    return torch.cat(
        new TensorVector(pooled(batch, false, Precision.FP32).toArray(new Tensor[0])), 1);
  }

  private List<Tensor> pooled(Batch batch, boolean dropout, Precision precision) {
    long rows = batch.rows();
    long length = batch.length();
    boolean padded = batch.isPadded();
    List<Tensor> states =
        encoder.forward(
            device.place(Tensor.create(batch.ids(), rows, length)),
            device.place(Tensor.create(batch.types(), rows, length)),
            padded ? new TensorOptional(attention(batch)) : new TensorOptional(),
            dropout,
            precision);
    List<Tensor> pooled = new ArrayList<>(states.size());
    Tensor shares = pooling == Pooling.MEAN && padded ? shares(batch) : null;
    for (Tensor state : states) {
      if (pooling == Pooling.CLS) {
        pooled.add(state.select(1, 0));
      } else if (shares == null) {
        pooled.add(state.mean(1));
      } else {
        pooled.add(state.mul(shares).sum(1));
      }
    }
    return pooled;
  }

  private Tensor attention(Batch batch) {
    float[] added = new float[batch.mask().length];
    for (int i = 0; i < added.length; i++) {
      added[i] = batch.mask()[i] == 0 ? PADDED : 0;
    }
    return device.place(Tensor.create(added, batch.rows(), 1, 1, batch.length()));
  }

  /** {@code [B, S, 1]}: one over the row's length where a token is real. */
  private Tensor shares(Batch batch) {
    float[] shares = batch.mask().clone();
    for (int row = 0; row < batch.rows(); row++) {
      int from = row * batch.length();
      float real = 0;
      for (int i = from; i < from + batch.length(); i++) {
        real += shares[i];
      }
      for (int i = from; i < from + batch.length(); i++) {
        shares[i] /= real;
      }
    }
    return device.place(Tensor.create(shares, batch.rows(), batch.length(), 1));
  }
}
