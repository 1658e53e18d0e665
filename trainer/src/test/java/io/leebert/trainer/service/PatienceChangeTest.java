package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How deep a patience may be, by what is known of the version in service. */
class PatienceChangeTest {

  private final History history = new History();

  private ModelEvent order(int patience) {
    history.receive("p-" + patience, CommandType.SET_PATIENCE, c -> c.setPatience(patience));
    return history.last("p-" + patience);
  }

  private void inService(Map<String, String> facts) {
    history.say(History.version(ModelEventType.PROMOTED, "1", facts));
  }

  @Test
  void beforeThereIsAVersionOnlyWhatNoModelHasIsRefused() {
    assertThat(order(99).getType()).isEqualTo(ModelEventType.DONE);
    assertThat(order(-1).getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(order(-1).getMessage())
        .isEqualTo("patience is -1, expected 0 to the model's layers");
  }

  @Test
  void aVersionThatDoesNotSayItsLayersBoundsNothing() {
    inService(Map.of());
    assertThat(order(99).getType()).isEqualTo(ModelEventType.DONE);
    inService(Map.of("layers", "a dozen"));
    assertThat(order(98).getType()).isEqualTo(ModelEventType.DONE);
  }

  @Test
  void aVersionThatSaysThemBoundsIt() {
    inService(Map.of("layers", "12"));

    assertThat(order(12).getType()).isEqualTo(ModelEventType.DONE);
    assertThat(order(13).getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(order(13).getMessage())
        .isEqualTo("patience is 13, expected 0 to 12, the layers of the version in service");
  }
}
