package io.leebert.deploy.materials;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The licences that what we ship may have, and how those are read that are not plain. */
final class Licences {
  /**
   * In the order of our choice, where a part offers several. EPL-2.0 is that of Logback alone: it
   * asks for the source of what is changed in it, and nothing is.
   */
  private static final List<String> ALLOWED =
      List.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0");

  /** What a part has in truth, where its POM or the bill of materials does not say so by its id. */
  private static final Map<String, Reading> READINGS =
      Map.of(
          "com.google.re2j:re2j",
          new Reading("Go License", "BSD-3-Clause", "the Go License is BSD-3-Clause"),
          "org.jline:jline-terminal",
          new Reading("BSD-4-Clause", "BSD-3-Clause", "its POM names the text of BSD-3-Clause"),
          "org.jline:jline-native",
          new Reading("BSD-4-Clause", "BSD-3-Clause", "its POM names the text of BSD-3-Clause"));

  private Licences() {}

  /** The one under which a part is used; none where nobody has allowed any of its licences. */
  static Optional<String> chosen(Material material) {
    Reading reading = reading(material);
    if (reading != null) {
      return Optional.of(reading.meant());
    }
    return ALLOWED.stream().filter(material.licences()::contains).findFirst();
  }

  /** What the page says beside the licence: what else there is to choose, or why it is read so. */
  static String note(Material material, String chosen) {
    Reading reading = reading(material);
    if (reading != null) {
      return reading.why();
    }
    List<String> others =
        material.licences().stream().filter(licence -> !licence.equals(chosen)).toList();
    return others.isEmpty() ? "" : "or " + String.join(", ", others);
  }

  /** The parts whose licences are read in another way than they are said. */
  static Set<String> read() {
    return READINGS.keySet();
  }

  /** It holds only for what it was made for: a part may change its licence. */
  private static @Nullable Reading reading(Material material) {
    Reading reading = READINGS.get(material.name());
    return reading != null && material.licences().equals(List.of(reading.said())) ? reading : null;
  }

  private record Reading(String said, String meant, String why) {}
}
