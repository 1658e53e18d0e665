package io.leebert.deploy.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a throughput benchmark does.
 *
 * @param bundle the model, or null to train one on the sample messages first
 * @param int8Bundle the same model with int8 weights, or null to leave that out
 * @param data labelled texts to send, or null for the sample messages
 * @param only letters of the applications to run; empty for all
 * @param events events of a run
 * @param rounds how often every application runs
 * @param warmUpSeconds how long every application gets events before anything is measured: the
 *     processors have its code to compile at first
 * @param patience patience of the applications that leave early
 * @param calmPerSecond events a second while latency is measured; all of them must manage that
 * @param calmEvents events sent at that rate
 * @param idleSeconds how long an instance without events is watched; 0 leaves that out
 * @param byHandThreads stream threads of the application by hand, which share the processors
 * @param report file for the JSON, or null
 * @param temporary where the work folder is made
 * @param launcherClass the main class that knows the commands
 */
public record ThroughputSettings(
    @Nullable Path bundle,
    @Nullable Path int8Bundle,
    @Nullable LabelledFile data,
    List<String> only,
    int events,
    int rounds,
    int warmUpSeconds,
    int patience,
    double calmPerSecond,
    int calmEvents,
    int idleSeconds,
    int byHandThreads,
    @Nullable Path report,
    Path temporary,
    String launcherClass) {

  /** Copies the list. */
  public ThroughputSettings {
    only = List.copyOf(only);
  }
}
