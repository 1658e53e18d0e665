package io.leebert.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class KeySectionsTest {
  private static void define(ConfigDef section, String key) {
    section.define(key, ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "A key.");
  }

  @Test
  void sectionsKeepTheirOrderAndAddUpToOneDefinition() {
    KeySections sections =
        new KeySections()
            .with("Zebras", section -> define(section, "z"))
            .with("Apes", section -> define(section, "a"));

    assertThat(sections.byTitle().keySet()).containsExactly("Zebras", "Apes");
    assertThat(sections.definition().names()).containsExactlyInAnyOrder("z", "a");
  }

  @Test
  void aKeyOfTwoSectionsIsAMistake() {
    KeySections sections =
        new KeySections()
            .with("One", section -> define(section, "same"))
            .with("Two", section -> define(section, "same"));

    assertThatThrownBy(sections::definition)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("same");
  }
}
