package io.leebert.trainer.service;

import io.leebert.schemas.rights.Right;
import io.leebert.schemas.settings.ReferencePage;
import io.leebert.trainer.retrain.RetrainSetting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference page of the service's settings, in Markdown, made from their definition. */
public final class TrainerReference {
  private static final String NOTES = "notes.md";

  /** Where the notes have the table of rights. */
  private static final String RIGHTS = "{rights}\n";

  private TrainerReference() {}

  /** The page. */
  public static String markdown() {
    return ReferencePage.markdown(
        """
        # Settings of `leebert trainer-service`

        Printed by `deploy/leebert trainer-service --print-config-reference`; not written by hand.

        """,
        TrainerKeys.sections().byTitle(),
        retraining() + notes().replace(RIGHTS, rights()));
  }

  private static String retraining() {
    StringBuilder text =
        new StringBuilder(
            """
            ## Settings of a retraining

            For every retraining by their names after `leebert.trainer.retrain.`, such as
            `leebert.trainer.retrain.epochs=3`; for one of them in the `settings` of its command, which go before
            these (`leebert control retrain --setting epochs=3`). An unknown name is refused, here and there, with the nearest
            that is known.

            | setting | default | meaning |
            |---|---|---|
            """);
    for (RetrainSetting setting : RetrainSetting.values()) {
      text.append("| `")
          .append(setting.key())
          .append("` | ")
          .append(setting.usual())
          .append(" | ")
          .append(setting.meaning())
          .append(" |\n");
    }
    return text.append('\n').toString();
  }

  private static String rights() {
    return Right.table(TrainerRights.of("desk-trainer", "control", "models", "labelled-events"))
        + "\n";
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
