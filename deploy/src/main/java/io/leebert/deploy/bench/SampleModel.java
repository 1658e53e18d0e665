package io.leebert.deploy.bench;

import io.leebert.deploy.quickstart.Programs;
import io.leebert.deploy.quickstart.Teardown;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleGenerator;
import io.leebert.deploy.sample.SampleSet;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * The bundle that a user has given, or one that is trained by the command that users have.
   *
   * @param given null to train one
   * @param launcherClass the main class that knows the command
   */
  Path bundle(@Nullable Path given, String launcherClass, Teardown teardown, PrintStream progress)
      throws InterruptedException {
    if (given != null) {
      return given.toAbsolutePath();
    }
    progress.println("leebert: training a model on the sample messages");
    Path work = teardown.folder();
    SampleSet.writeCsv(work.resolve("train.csv"), sample.train());
    SampleSet.writeCsv(work.resolve("dev.csv"), sample.heldOut().subList(0, DEV_ROWS));
    Path bundle = work.resolve("bundle");
    new Programs(launcherClass, work)
        .run(
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
