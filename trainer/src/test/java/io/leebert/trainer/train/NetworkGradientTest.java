package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gradient of the whole network against central differences along it. The network is fp32, so
 * this sees a missing or misplaced part, not a rounding; the objective's own test works in double.
 */
class NetworkGradientTest {

  private static final int LAYERS = 2;
  private static final double STEP = 1e-2;

  private final PointerScope scope = new PointerScope();
  private final Batch batch = Batch.of(TinyTask.data(12, 3).train());
  private final TermGrid weights = TermGrid.uniform(Teachers.NONE, LAYERS);

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void everyParameterFollowsItsGradient(Pooling pooling) {
    ExitNetwork network =
        TinyTask.network(
            LAYERS,
            16,
            TinyTask.settings().pooling(pooling).freezeEmbeddings(false).dropout(0).build());
    Map<String, Tensor> parameters = new LinkedHashMap<>(network.encoder().trainable());
    parameters.put("exit weight", network.exits().weight());
    parameters.put("exit bias", network.exits().bias());

    loss(network).backward();

    for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
      Tensor gradient = entry.getValue().grad();
      double norm = norm(gradient);
      if (norm < 1e-5) {
        // Softmax forgets what is added to all scores, standardization what is added to all rows.
        assertThat(entry.getKey())
            .matches(
                ".*\\.attention\\.self\\.key\\.bias|encoder\\.layer\\.1\\.output\\.LayerNorm\\.bias");
        continue;
      }
      Tensor along = gradient.mul(new Scalar(STEP / norm));
      double slope =
          (lossAt(network, entry.getValue(), along, 1)
                  - lossAt(network, entry.getValue(), along, -1))
              / (2 * STEP);
      assertThat(slope).as(entry.getKey()).isCloseTo(norm, within(0.03 * norm + 1e-4));
    }
  }

  private Tensor loss(ExitNetwork network) {
    LeeBertObjective objective = new LeeBertObjective(Teachers.NONE, 1);
    Tensor logits = network.logits(batch, Statistics.BATCH);
    return objective.loss(
        objective.terms(logits, Tensor.create(batch.gold(), batch.rows())), weights);
  }

  @SuppressWarnings("try") // the guard acts by being open
  private double lossAt(ExitNetwork network, Tensor parameter, Tensor along, int sign) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor kept = parameter.detach().clone();
      parameter.add_(along.mul(new Scalar((double) sign)));
      double loss = loss(network).item_float();
      parameter.copy_(kept);
      return loss;
    }
  }

  private static double norm(Tensor tensor) {
    double sum = 0;
    for (float value : TensorValues.floats(tensor)) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
