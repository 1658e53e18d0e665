package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {

  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private final String before = System.getProperty(LIMIT, "");

  @AfterEach
  void restore() {
    System.setProperty(LIMIT, before.isEmpty() ? "0" : before);
  }

  @Test
  void theLimitOnResidentMemoryIsLiftedUnlessTheUserSetOne() {
    System.clearProperty(LIMIT);
    Engine.liftMemoryLimit();
    assertThat(System.getProperty(LIMIT)).isEqualTo("0");

    System.setProperty(LIMIT, "8g");
    Engine.liftMemoryLimit();
    assertThat(System.getProperty(LIMIT)).isEqualTo("8g");
  }

  @Test
  void threadsAndTheEnginesOwnRandomnessAreFixed() {
    Engine.fix(2, 5);
    assertThat(torch.get_num_threads()).isEqualTo(2);
    float first = torch.rand(1).item_float();
    Engine.fix(1, 5);

    assertThat(torch.get_num_threads()).isEqualTo(1);
    assertThat(torch.rand(1).item_float()).isEqualTo(first);
    assertThat(torch.rand(1).item_float()).isNotEqualTo(first);
  }
}
