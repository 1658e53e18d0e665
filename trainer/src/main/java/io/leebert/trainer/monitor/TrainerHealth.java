package io.leebert.trainer.monitor;

import io.leebert.schemas.monitor.Health;
import io.leebert.schemas.monitor.Verdict;
import io.leebert.trainer.service.ServiceState;
import java.util.Locale;
import java.util.Map;

/**
 * How the service is. Live until its loop has ended; ready as a member of its group, whether it
 * works or waits for its turn, and while its broker is away as well: to start it anew would not
 * help.
 */
final class TrainerHealth implements Health {
  private volatile ServiceState state = ServiceState.JOINING;
  private volatile boolean ended;

  void is(ServiceState now) {
    state = now;
  }

  void end() {
    ended = true;
  }

  ServiceState state() {
    return state;
  }

  @Override
  public Verdict live() {
    return verdict(!ended, ended ? "the service has ended" : "alive");
  }

  @Override
  public Verdict ready() {
    if (ended || state == ServiceState.JOINING) {
      return verdict(false, ended ? "the service has ended" : "not a member of its group yet");
    }
    return verdict(true, "member of its group");
  }

  @Override
  public Verdict startup() {
    boolean started = state != ServiceState.JOINING;
    return verdict(
        started, started ? "started" : "looking for broker and topics, or joins its group");
  }

  private Verdict verdict(boolean ok, String reason) {
    return new Verdict(ok, reason, Map.of("state", state.name().toLowerCase(Locale.ROOT)));
  }
}
