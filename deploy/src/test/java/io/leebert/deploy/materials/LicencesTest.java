package io.leebert.deploy.materials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LicencesTest {
  @Test
  void aLicenceThatNobodyHasAllowedIsNotChosen() {
    Material closed = new Material("a:b", "1", List.of("GPL-3.0-only"));
    assertThat(Licences.chosen(closed)).isEmpty();
    assertThat(Licences.chosen(new Material("a:b", "1", List.of()))).isEmpty();
    Material open = new Material("a:b", "1", List.of("GPL-3.0-only", "MIT", "Apache-2.0"));
    assertThat(Licences.chosen(open)).contains("Apache-2.0");
    assertThat(Licences.note(open, "Apache-2.0")).isEqualTo("or GPL-3.0-only, MIT");
  }

  @Test
  void aReadingHoldsOnlyForWhatItWasMadeFor() {
    String name = "com.google.re2j:re2j";
    assertThat(Licences.chosen(new Material(name, "1", List.of("Go License"))))
        .contains("BSD-3-Clause");
    assertThat(Licences.chosen(new Material(name, "2", List.of("GPL-3.0-only")))).isEmpty();
    Material changed = new Material(name, "2", List.of("MIT"));
    assertThat(Licences.chosen(changed)).contains("MIT");
    assertThat(Licences.note(changed, "MIT")).isEmpty();
  }
}
