package io.leebert.trainer.cli;

import io.leebert.trainer.report.ComparedRun;
import io.leebert.trainer.report.Comparison;
import io.leebert.trainer.report.RunFolderException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: several training runs beside each other at about the same speed-up. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what training runs are worth at about the same speed-up, one table per task.",
      "Runs of a preset that differ in nothing but their seeds are one line: mean and deviation."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the table is printed",
      "1:a run cannot be read, or runs cannot be compared; the message says why",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  leebert compare runs/pabee runs/leebert",
      "  leebert compare runs/* --out comparison          compare.html, with plots",
      "  leebert compare runs/* --speed-up 3 --markdown   a table to paste"
    })
public final class CompareCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Folders of training runs, with a run.json in each.")
  @SuppressWarnings("NullAway.Init")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write compare.html and its plots into this folder, too.")
  private @Nullable Path out;

  @Option(
      names = "--speed-up",
      paramLabel = "TIMES",
      description =
          "Compare each run at the setting nearest this speed-up by layers"
              + " (default: ${DEFAULT-VALUE}).")
  private double speedUp = 1.96;

  @Option(names = "--markdown", description = "Print the tables in Markdown.")
  private boolean markdown;

  /** The command, to be filled by picocli. */
  public CompareCommand() {}

  @Override
  public Integer call() {
    if (!(speedUp >= 1)) {
      throw new ParameterException(
          spec.commandLine(), "--speed-up is " + speedUp + ", expected at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      Comparison comparison =
          new Comparison(runs.stream().map(ComparedRun::read).toList(), speedUp);
      comparison.warnings().forEach(warning -> err.println("compare: " + warning));
      PrintWriter print = spec.commandLine().getOut();
      print.print(markdown ? comparison.markdown() : comparison.text());
      print.flush();
      if (out != null) {
        Optional<String> undrawn = comparison.write(out);
        undrawn.ifPresent(reason -> err.println("compare: " + reason));
        err.println("compare: see " + out.resolve(Comparison.PAGE));
      }
      err.flush();
      return 0;
    } catch (RunFolderException e) {
      err.println("compare: " + e.getMessage());
      err.flush();
      return 1;
    }
  }
}
