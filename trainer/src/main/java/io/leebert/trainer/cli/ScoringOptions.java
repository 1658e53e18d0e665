package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.TokenizedRow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which bundle is scored on what, as command line options. */
final class ScoringOptions {

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "BUNDLE",
      description = "The bundle: a folder, or a tar of it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  Path bundle;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Labelled texts to score on, which the model was not trained on.")
  @SuppressWarnings("NullAway.Init")
  private Path data;

  @Option(names = "--threads", description = "Threads of the network (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final DataOptions dataOptions = new DataOptions();

  /**
   * The rows, tokenized as the bundle does it.
   *
   * @throws io.leebert.trainer.data.DataException naming file and line, or a label that the bundle
   *     does not have
   */
  List<TokenizedRow> rows(ModelBundle of, PrintWriter messages) {
    LabelledFile file = dataOptions.read(data, messages);
    return BundleRows.of(of, file);
  }
}
