package io.leebert.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

  @Test
  void aKeyStandsUnderItsSectionWithAllThatIsKnownOfIt() {
    KeySections sections =
        new KeySections()
            .with(
                "First",
                keys ->
                    keys.define(
                            "a.size",
                            ConfigDef.Type.INT,
                            4,
                            Range.atLeast(1),
                            Importance.HIGH,
                            "How big.")
                        .define(
                            "a.name",
                            ConfigDef.Type.STRING,
                            null,
                            Importance.LOW,
                            "By default the host."))
            .with(
                "Second",
                keys -> keys.define("b.path", ConfigDef.Type.STRING, Importance.HIGH, "Where."));
    assertThat(ReferencePage.markdown("# Keys\n\n", sections.byTitle(), "The end.\n"))
        .isEqualTo(
            """
            # Keys

            ## First

            ### `a.size`

            How big.

            - Type: int
            - Default: `4`
            - Valid: [1,...]
            - Importance: high

            ### `a.name`

            By default the host.

            - Type: string
            - Default: as said above
            - Importance: low

            ## Second

            ### `b.path`

            Where.

            - Type: string
            - Default: none, it must be set
            - Importance: high

            The end.
            """);
  }

  @Test
  void aDefaultThatIsSecretIsNotPrinted() {
    KeySections sections =
        new KeySections()
            .with(
                "Only",
                keys ->
                    keys.define(
                        "password",
                        ConfigDef.Type.PASSWORD,
                        ConfigDef.parseType("password", "hunter2", ConfigDef.Type.PASSWORD),
                        Importance.HIGH,
                        "Said to nobody."));
    assertThat(ReferencePage.markdown("", sections.byTitle(), "")).doesNotContain("hunter2");
  }
}
