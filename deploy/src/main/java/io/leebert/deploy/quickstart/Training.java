package io.leebert.deploy.quickstart;

import io.leebert.deploy.sample.SampleSet;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains the quickstart's model, by the same command that users have. */
final class Training {
  private final QuickstartSettings settings;
  private final Programs programs;
  private final Path work;

  Training(QuickstartSettings settings, Programs programs, Path work) {
    this.settings = settings;
    this.programs = programs;
    this.work = work;
  }

  /** Where the model bundle is after {@link #run}. */
  Path bundle() {
    return work.resolve("bundle");
  }

  /**
   * Writes the rows to train on and the first held-out ones as CSV, into the work folder. The other
   * held-out ones are traffic: training never sees them, not even to choose its best epoch.
   */
  void writeSample(SampleSet sample) {
    SampleSet.writeCsv(train(), sample.train());
    SampleSet.writeCsv(heldOut(), sample.heldOut().subList(0, settings.heldOutRows()));
  }

  /** The rows to train on, as a file. */
  Path train() {
    return work.resolve("train.csv");
  }

  private Path heldOut() {
    return work.resolve("held-out.csv");
  }

  /**
   * Trains on what was written.
   *
   * @return the seconds it took
   * @throws QuickstartException with the log's last lines when training fails
   */
  double run(Teardown teardown, PrintStream progress) throws InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("train");
    arguments.addAll(List.of("--train", train().toString(), "--dev", heldOut().toString()));
    arguments.addAll(List.of("--out", bundle().toString()));
    arguments.addAll(List.of("--seed", String.valueOf(settings.seed())));
    arguments.addAll(List.of("--name", Retraining.MODEL, "--model-version", "1"));
    arguments.addAll(settings.trainArguments());
    long begin = System.nanoTime();
    programs.run(teardown, progress, "train", arguments);
    return (System.nanoTime() - begin) / 1e9;
  }
}
