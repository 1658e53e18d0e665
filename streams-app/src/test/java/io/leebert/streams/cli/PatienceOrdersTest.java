package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.streams.autoscale.AutoscaleSettings;
import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.fixture.SmallModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatienceOrdersTest {
  private final Catalogue catalogue = new Catalogue();
  private final PatienceOrders orders = new PatienceOrders("small");
  private long offset;

  @Test
  void whatStandsIsObeyedByEveryPaceAndWhatIsTakenBackByNone() {
    ModelPace pace = pace();
    assertThat(orders.look(catalogue, () -> pace)).as("nothing was ever said").isFalse();
    assertThat(pace.patience()).isEqualTo(SmallModel.PATIENCE);

    say("small", ModelEventType.PATIENCE, 4);
    assertThat(orders.look(catalogue, () -> pace)).isTrue();
    assertThat(orders.look(catalogue, () -> pace)).as("said once").isFalse();
    assertThat(pace.patience()).isEqualTo(4);
    ModelPace successor = pace();
    orders.give(successor);
    assertThat(successor.patience()).isEqualTo(4);
    assertThat(orders).hasToString("as ordered, with patience 4");

    catalogue.apply(offset++, 0, CatalogueKeys.patience("small"), null);
    assertThat(orders.look(catalogue, () -> pace)).isTrue();
    assertThat(pace.patience()).isEqualTo(SmallModel.PATIENCE);
    assertThat(orders).hasToString("as the settings have it");
  }

  @Test
  void theLastOrderCountsAndOnlyThoseForThisModel() {
    say("small", ModelEventType.PATIENCE, 4);
    say("small", ModelEventType.PATIENCE, 1);
    say("other", ModelEventType.PATIENCE, 3);
    say("small", ModelEventType.UNKNOWN, 0);
    ModelPace pace = pace();
    assertThat(orders.look(catalogue, () -> pace)).isTrue();
    assertThat(pace.patience()).isEqualTo(1);
  }

  @Test
  void anOrderThatCouldNotBeObeyedIsObeyedAtTheNextLook() {
    say("small", ModelEventType.PATIENCE, 4);
    assertThatThrownBy(
            () ->
                orders.look(
                    catalogue,
                    () -> {
                      throw new IllegalStateException("not now");
                    }))
        .hasMessage("not now");
    ModelPace pace = pace();
    assertThat(orders.look(catalogue, () -> pace)).isTrue();
    assertThat(pace.patience()).isEqualTo(4);
  }

  private void say(String model, ModelEventType type, @Nullable Integer patience) {
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.patience(model),
        ModelEvent.newBuilder()
            .setModel(model)
            .setModelVersion("")
            .setType(type)
            .setPatience(patience)
            .build());
  }

  private static ModelPace pace() {
    AutoscaleSettings limits =
        new AutoscaleSettings(1, 100, Duration.ofSeconds(1), 0.2, Duration.ZERO, Duration.ZERO);
    return new ModelPace(
        new ModelPace.Usual(null, true, limits, 64),
        SmallModel.manifest(false),
        CostProfile.fit(List.of(new CostProfile.Run(1, 20, 4, 4, 1000)), 4),
        null);
  }
}
