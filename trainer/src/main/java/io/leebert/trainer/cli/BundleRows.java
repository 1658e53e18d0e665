package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.LabelSet;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Labelled texts as a bundle's model sees them. */
final class BundleRows {

  private BundleRows() {}

  /**
   * Tokenizes a file by the bundle's tokenizer, its labels as the bundle's classes.
   *
   * @throws DataException when the file has pairs and the model knows single texts, or the other
   *     way round, or a label is not one of the bundle's
   */
  static List<TokenizedRow> of(ModelBundle bundle, LabelledFile file) {
    ModelManifest manifest = bundle.manifest();
    if (file.hasPairs() != manifest.getTextPair()) {
      throw new DataException(
          file.file()
              + (file.hasPairs() ? " has pairs of texts" : " has single texts")
              + ", but the bundle was trained on "
              + (manifest.getTextPair() ? "pairs" : "single texts"));
    }
    int[] gold = new LabelSet(manifest.getLabels()).classesOf(file);
    try (TextTokenizer tokenizer = tokenizer(bundle)) {
      return tokenizer.tokenize(file.rows(), gold);
    }
  }

  private static TextTokenizer tokenizer(ModelBundle bundle) {
    try {
      return TextTokenizer.of(
          Files.readString(bundle.tokenizer()), bundle.manifest().getMaxLength());
    } catch (IOException e) {
      throw new DataException("cannot read " + bundle.tokenizer() + ": " + e.getMessage());
    }
  }
}
