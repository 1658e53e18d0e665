package io.leebert.deploy.system;

import io.leebert.trainer.cli.TrainerServiceCommand;
import io.leebert.trainer.service.Boundary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/**
 * {@code trainer-service} that stands still at a moment, to be killed there. The first argument
 * names the {@link Boundary.Step}, or {@link #NOWHERE}, or {@link #trainingWhile a file}; the
 * others are the command's own.
 */
public final class HeldTrainer {
  /** Runs freely. */
  static final String NOWHERE = "nowhere";

  private static final String WHILE = "while:";
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private HeldTrainer() {}

  /** Trains no further as long as there is such a file. */
  static String trainingWhile(Path file) {
    return WHILE + file;
  }

  /** What it says when it stands still. */
  static String standsAt(String step) {
    return "leebert: held at " + step;
  }

  /** Runs the command and ends with its exit code. */
  public static void main(String[] arguments) {
    String held = arguments[0];
    Boundary boundary =
        step -> {
          if (step.name().equals(held)) {
            System.out.println(standsAt(held));
            forEver();
          } else if (step == Boundary.Step.TRAINING && held.startsWith(WHILE)) {
            whileThere(Path.of(held.substring(WHILE.length())));
          }
        };
    System.exit(
        new CommandLine(new TrainerServiceCommand(boundary))
            .execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
  }

  private static void whileThere(Path file) {
    while (Files.exists(file)) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private static void forEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
