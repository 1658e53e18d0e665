package io.leebert.deploy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code control}: commands to the trainer and, through it, to the running instances. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Retrains, promotes, rolls back and sets patience by a message, and shows what becomes of it."
            + " A trainer-service must be running.",
    subcommands = {
      RetrainCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      PatienceCommand.class,
      CancelCommand.class,
      StatusCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  leebert control promote --bundle models/mails      the first model",
      "  leebert control retrain --setting epochs=2         learn from the labelled topic",
      "  leebert control status                             what is in service, who serves what",
      "  leebert control rollback                           back to the version before",
      "  leebert control patience --pin 4                   all instances, at once",
      "",
      "Exit code 0: done, 1: failed, refused or not good enough, 2: wrong usage, 3: no end in time."
    })
public final class ControlGroup implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Made by picocli. */
  public ControlGroup() {}

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
