package io.leebert.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run leaves its report and what it needs to go on, as command line options. */
final class RunOptions {

  private static final String CHECKPOINTS = "checkpoints";

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description =
          "Folder for the run's report, plots and checkpoints (default: the bundle's name with"
              + " -run).")
  @Nullable Path folder;

  @Option(
      names = "--resume",
      description =
          "Go on from the run's last checkpoint; the same options must be given. Without a"
              + " checkpoint it begins anew.")
  boolean resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      defaultValue = "500",
      description =
          "Steps between two checkpoints, besides one after every epoch; 0 for those only"
              + " (default: ${DEFAULT-VALUE}).")
  int checkpointEvery;

  /** The run's folder. */
  Path folder(Path bundle) {
    if (folder != null) {
      return folder;
    }
    Path name = bundle.toAbsolutePath().normalize().getFileName();
    return bundle.resolveSibling(name + "-run");
  }

  Checkpointing checkpointing(Path bundle) {
    return new Checkpointing(folder(bundle).resolve(CHECKPOINTS), checkpointEvery);
  }

  /** What is wrong with the options; empty when nothing is. */
  String problem(Path bundle) {
    Path run = folder(bundle);
    if (checkpointEvery < 0) {
      return "--checkpoint-every must be 0 or above, found " + checkpointEvery;
    }
    if (absolute(run).startsWith(absolute(bundle))) {
      return "--run " + run + " must not be the bundle or inside it; give another folder";
    }
    if (Files.exists(run) && !Files.isDirectory(run)) {
      return "--run " + run + " is a file, expected a folder or nothing";
    }
    boolean cutOff = Files.exists(run.resolve(CHECKPOINTS));
    if (Files.exists(run.resolve("run.json")) && !cutOff) {
      return "--run " + run + " holds a finished run already; give another folder";
    }
    if (cutOff && !resume) {
      return run
          + " holds checkpoints of a run that was cut off: go on with --resume, or remove "
          + run.resolve(CHECKPOINTS);
    }
    return "";
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
