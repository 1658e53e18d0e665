package io.leebert.deploy.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user may choose.
 *
 * @param events messages to classify, each once at the model's patience and once at full depth
 * @param seed of the sample set and of training
 * @param trainRows rows to train on
 * @param heldOutRows rows that training is judged by
 * @param trainArguments further arguments of the train command
 * @param bundle a model bundle to serve instead of training one, or null; what it was trained on is
 *     not known, so that it is not retrained either
 * @param retrain whether to show a retraining
 * @param keep whether to leave everything running until a signal comes
 * @param report where to write the summary as JSON, or null
 * @param temporary where the work folder is made
 * @param launcher how the user called the launcher, for commands to paste
 * @param launcherClass main class of the launcher
 */
public record QuickstartSettings(
    int events,
    long seed,
    int trainRows,
    int heldOutRows,
    List<String> trainArguments,
    @Nullable Path bundle,
    boolean retrain,
    boolean keep,
    @Nullable Path report,
    Path temporary,
    String launcher,
    String launcherClass) {

  /** Copies the arguments. */
  public QuickstartSettings {
    trainArguments = List.copyOf(trainArguments);
    retrain = retrain && bundle == null;
  }
}
