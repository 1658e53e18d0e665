package io.leebert.streams.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.LoadedModel;
import org.junit.jupiter.api.Test;

class ModelSlotTest {

  @Test
  void theModelBeforeIsHandedBackOpenForItsLastRows() {
    ScriptedClassifier first = new ScriptedClassifier();
    ScriptedClassifier second = new ScriptedClassifier();
    LoadedModel old = SmallModel.around(first);
    ModelSlot slot = new ModelSlot(old);
    LoadedModel next = SmallModel.around(second);
    assertThat(slot.get()).isSameAs(old);
    assertThat(slot.replace(next)).isSameAs(old);
    assertThat(first.closed()).isFalse();
    assertThat(slot.get()).isSameAs(next);
    old.close();
    slot.close();
    assertThat(second.closed()).isTrue();
  }
}
