package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.export.BundleQuantizer;
import io.leebert.trainer.export.ExportException;
import io.leebert.trainer.export.Quantization;
import io.leebert.trainer.export.QuantizationException;
import io.leebert.trainer.export.ReadyBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quantize}: a bundle with int8 weights from one with fp32 weights. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a bundle with int8 weights: a quarter of the size, some two times faster on a CPU.",
      "Scores both on labelled texts at every patience, and refuses what costs too much."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the bundle is written",
      "1:int8 weights cost too much, or the bundle or the data cannot be used; nothing is written",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  leebert quantize --bundle models/mails --data held-out.csv --out models/mails-int8",
      "  leebert quantize --bundle models/sst2 --data dev.tsv --out models/sst2-int8 --bound 0.5"
    })
public final class QuantizeCommand implements Callable<Integer> {

  /** Points that int8 weights may cost unless the user says otherwise. */
  static final double USUAL_BOUND = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Mixin private final ScoringOptions scoring = new ScoringOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "BUNDLE",
      description = "Where the new bundle goes; must not exist yet.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--model-version",
      description = "Version of the new bundle (default: the bundle's with -int8).")
  private @Nullable String modelVersion;

  @Option(
      names = {"--bound", "--quantize-bound"},
      paramLabel = "POINTS",
      defaultValue = "" + USUAL_BOUND,
      description =
          "Points that int8 weights may cost, by the served exit rule and at full depth"
              + " (default: ${DEFAULT-VALUE}).")
  private double bound;

  /** The command, to be filled by picocli. */
  public QuantizeCommand() {}

  /** What is wrong with a bound; empty when nothing is. */
  static String problem(double bound) {
    return bound >= 0 && bound <= 100
        ? ""
        : String.format(
            Locale.ROOT, "the bound of --quantize must be 0 to 100 points, found %s", bound);
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    require(problem(bound));
    require(
        modelVersion != null && modelVersion.isBlank() ? "--model-version must not be blank" : "");
    require(
        Files.exists(out, LinkOption.NOFOLLOW_LINKS)
            ? "--out " + out + " exists already; a bundle is never overwritten"
            : "");
    try (ModelBundle bundle = ModelBundle.read(scoring.bundle)) {
      run(bundle, spec.commandLine().getOut(), err);
      return 0;
    } catch (BundleException
        | DataException
        | ExportException
        | QuantizationException
        | IllegalArgumentException
        | UncheckedIOException e) {
      err.println("quantize: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  private void run(ModelBundle bundle, PrintWriter output, PrintWriter err) {
    List<TokenizedRow> rows = scoring.rows(bundle, err);
    err.println("scoring fp32 and int8 weights on " + rows.size() + " rows at every patience");
    err.flush();
    String version =
        modelVersion == null ? bundle.manifest().getModelVersion() + "-int8" : modelVersion;
    ReadyBundle ready =
        new BundleQuantizer(Clock.systemUTC(), scoring.threads)
            .quantize(bundle, rows, version, bound);
    Quantization quantization = ready.quantization();
    try (ModelBundle made = ready.write(out)) {
      output.print(quantization == null ? "" : quantization.table());
      output.println();
      output.printf(
          Locale.ROOT, "%.1f MB, was %.1f%n", megabytes(made.model()), megabytes(bundle.model()));
      output.printf(
          "bundle: %s (%s %s)%n",
          made.directory(), made.manifest().getModel(), made.manifest().getModelVersion());
      output.flush();
    }
  }

  private static double megabytes(Path file) {
    try {
      return Files.size(file) / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void require(String problem) {
    if (!problem.isEmpty()) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
