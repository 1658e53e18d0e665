package io.leebert.trainer.service;

import io.leebert.schemas.settings.ReferencePage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference page of the service's settings, in Markdown, made from their definition. */
public final class TrainerReference {
  private static final String NOTES = "notes.md";

  private TrainerReference() {}

  /** The page. */
  public static String markdown() {
    return ReferencePage.markdown(
        """
        # Settings of `leebert trainer-service`

        Printed by `deploy/leebert trainer-service --print-config-reference`; not written by hand.

        """,
        TrainerKeys.sections(),
        notes());
  }

  private static String notes() {
    try (InputStream notes = TrainerReference.class.getResourceAsStream(NOTES)) {
      return new String(
          Objects.requireNonNull(notes, NOTES).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + NOTES, e);
    }
  }
}
