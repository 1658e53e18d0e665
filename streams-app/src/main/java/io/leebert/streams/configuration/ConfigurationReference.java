package io.leebert.streams.configuration;

import io.leebert.schemas.rights.Right;
import io.leebert.schemas.settings.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference page of all settings, in Markdown, made from their definition. */
public final class ConfigurationReference {
  private static final String NOTES = "notes.md";

  /** Where the notes have the table of rights. */
  private static final String RIGHTS = "{rights}\n";

  private ConfigurationReference() {}

  /** The page. */
  public static String markdown() {
    return ReferencePage.markdown(
        """
        # Settings of `leebert serve`

        Printed by `deploy/leebert serve --print-config-reference`; not written by hand.

        """,
        ServeKeys.sections().byTitle(),
        notes().replace(RIGHTS, rights()));
  }

  private static String rights() {
    return Right.table(
            ServeRights.of(
                "desk",
                "text-events",
                "predictions",
                "text-events-dlq",
                "models",
                "labelled-events"))
        + "\n";
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
