package io.leebert.streams.configuration;

import io.leebert.schemas.settings.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference page of all settings, in Markdown, made from their definition. */
public final class ConfigurationReference {
  private static final String NOTES = "notes.md";

  private ConfigurationReference() {}

  /** The page. */
  public static String markdown() {
    return ReferencePage.markdown(
        """
        # Settings of `leebert serve`

        Printed by `deploy/leebert serve --print-config-reference`; not written by hand.

        """,
        ServeKeys.sections().byTitle(),
        notes());
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
