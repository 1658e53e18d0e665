package io.leebert.deploy.bench;

import io.leebert.deploy.quickstart.Programs;
import io.leebert.deploy.quickstart.Teardown;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleGenerator;
import io.leebert.deploy.sample.SampleSet;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The generated sample messages: some to train a model on, others, with known labels, as load. */
final class SampleModel {
  private static final int TRAIN_ROWS = 2000;
  private static final int DEV_ROWS = 400;
  private static final long SEED = 42;

  private final SampleSet sample;

  /**
   * A sample.
   *
   * @param events messages that training never sees, to be sent
   */
  SampleModel(int events) {
    sample = new SampleGenerator(SEED).generate(TRAIN_ROWS, DEV_ROWS + events);
  }

  /** The messages to send. */
  List<Message> events() {
    return sample.heldOut().subList(DEV_ROWS, sample.heldOut().size());
  }

  /**
   * Trains by the command that users have.
   *
   * @return the bundle
   */
  Path train(Programs programs, Teardown teardown, PrintStream progress)
      throws InterruptedException {
    Path work = teardown.folder();
    SampleSet.writeCsv(work.resolve("train.csv"), sample.train());
    SampleSet.writeCsv(work.resolve("dev.csv"), sample.heldOut().subList(0, DEV_ROWS));
    Path bundle = work.resolve("bundle");
    programs.run(
        teardown,
        progress,
        "train",
        List.of(
            "train",
            "--train=" + work.resolve("train.csv"),
            "--dev=" + work.resolve("dev.csv"),
            "--out=" + bundle,
            "--name=pharmacy",
            "--epochs=3",
            "--max-length=64"));
    return bundle;
  }
}
