package io.leebert.schemas.settings;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference page of a program's settings, in Markdown, made from their definition. */
public final class ReferencePage {
  private ReferencePage() {}

  /**
   * The page.
   *
   * @param heading what stands above the first section, with the page's title
   * @param sections the keys by what they are about, in their order
   * @param notes what stands below the last section
   */
  public static String markdown(String heading, Map<String, ConfigDef> sections, String notes) {
    StringBuilder page = new StringBuilder(heading);
    sections.forEach(
        (title, section) -> {
          page.append("## ").append(title).append("\n\n");
          section.configKeys().values().forEach(key -> page.append(entry(key)));
        });
    return page.append(notes).toString();
  }

  private static String entry(ConfigKey key) {
    StringBuilder entry = new StringBuilder();
    entry.append("### `").append(key.name).append("`\n\n");
    entry.append(key.documentation).append("\n\n");
    entry.append("- Type: ").append(key.type.name().toLowerCase(Locale.ROOT)).append('\n');
    entry.append("- Default: ").append(defaultValue(key)).append('\n');
    if (key.validator != null) {
      entry.append("- Valid: ").append(key.validator).append('\n');
    }
    entry
        .append("- Importance: ")
        .append(key.importance.name().toLowerCase(Locale.ROOT))
        .append("\n\n");
    return entry.toString();
  }

  private static String defaultValue(ConfigKey key) {
    if (!key.hasDefault()) {
      return "none, it must be set";
    }
    if (key.defaultValue == null) {
      return "as said above";
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return "`" + value + "`";
  }
}
