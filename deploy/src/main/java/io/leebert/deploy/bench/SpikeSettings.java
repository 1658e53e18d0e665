package io.leebert.deploy.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a spike benchmark does.
 *
 * @param bundle the model, or null to train one on the sample messages first
 * @param base ordinary load in events per second
 * @param times how many times the base each spike is
 * @param seconds length of a spike
 * @param fixed what the run to compare with sets {@code leebert.patience} to
 * @param lagTargetMillis how old an event may get where patience follows the load
 * @param report file for the JSON, or null
 * @param plot file for the picture, or null
 * @param temporary where the work folder is made
 * @param launcherClass the main class that knows the commands
 */
public record SpikeSettings(
    @Nullable Path bundle,
    double base,
    List<Double> times,
    double seconds,
    String fixed,
    long lagTargetMillis,
    @Nullable Path report,
    @Nullable Path plot,
    Path temporary,
    String launcherClass) {

  /** Copies the list. */
  public SpikeSettings {
    times = List.copyOf(times);
  }
}
