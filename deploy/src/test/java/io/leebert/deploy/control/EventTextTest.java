package io.leebert.deploy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTextTest {
  private static final ModelEvent TRAINING =
      Events.event(ModelEventType.PROGRESS, "7")
          .setCommandId("a")
          .setProgress(0.425)
          .setSecondsLeft(61.2)
          .setMessage("epoch 1 of 3")
          .setScores(Map.of("average", 0.87))
          .build();

  @Test
  void aLineSaysHowFarItIsAndHowLongItTakes() {
    assertThat(EventText.line(TRAINING)).isEqualTo("progress, 43 %, about 61 s left: epoch 1 of 3");
    assertThat(EventText.time(600)).isEqualTo("10 min");
  }

  @Test
  void aLineSaysWhyACommandFailed() {
    ModelEvent event =
        Events.event(ModelEventType.COMMAND_FAILED, "").setMessage("the store is away").build();

    assertThat(EventText.line(event)).isEqualTo("command failed: the store is away");
  }

  @Test
  void jsonHasWhatIsSetAndNothingElse() throws Exception {
    JsonNode json = new JsonMapper().readTree(EventText.json(TRAINING));

    assertThat(json.get("type").asText()).isEqualTo("PROGRESS");
    assertThat(json.get("progress").asDouble()).isEqualTo(0.425);
    assertThat(json.at("/scores/average").asDouble()).isEqualTo(0.87);
    assertThat(json.has("uri")).isFalse();
    assertThat(json.has("provenance")).isFalse();
  }

  @Test
  void jsonOfAnEntrySaysWhenAndWhetherItIsInService() throws Exception {
    Entry entry = new Entry(3, 1_795_000_000_000L, TRAINING);

    JsonNode json = new JsonMapper().readTree(EventText.json(entry, true));

    assertThat(json.get("timestamp").asLong()).isEqualTo(1_795_000_000_000L);
    assertThat(json.get("inService").asBoolean()).isTrue();
    assertThat(new JsonMapper().readTree(EventText.json(entry, false)).has("inService")).isFalse();
  }
}
