package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.configuration.ModelsSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstanceNameTest {

  @Test
  void anInstanceIsCalledAsTheSettingsSay() {
    assertThat(InstanceName.of(settings("pod-7"))).isEqualTo("pod-7");
  }

  @Test
  void withoutAWordInTheSettingsItIsCalledSomethingThatIsTheSameEveryTime() {
    String name = InstanceName.of(settings(null));
    assertThat(name).isNotBlank().isEqualTo(name.trim());
    assertThat(InstanceName.of(settings(null))).isEqualTo(name);
  }

  private static ModelsSettings settings(@Nullable String instance) {
    return new ModelsSettings("models", null, instance, Path.of("bundles"), Map.of());
  }
}
