package io.leebert.streams.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference page of all settings, in Markdown, made from their definition. */
public final class ConfigurationReference {
  private static final String NOTES = "notes.md";

  private ConfigurationReference() {}

  /** The page. */
  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings of `leebert serve`

            Printed by `deploy/leebert serve --print-config-reference`; not written by hand.

            """);
    ServeKeys.sections()
        .forEach(
            (title, section) -> {
              page.append("## ").append(title).append("\n\n");
              section.configKeys().values().forEach(key -> page.append(entry(key)));
            });
    return page.append(notes()).toString();
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

  private static String notes() {
    try (InputStream notes = ConfigurationReference.class.getResourceAsStream(NOTES)) {
      return new String(
          Objects.requireNonNull(notes, NOTES).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + NOTES, e);
    }
  }
}
