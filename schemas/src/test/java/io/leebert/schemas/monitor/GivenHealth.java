package io.leebert.schemas.monitor;

import java.util.Map;

/** A program that has started, and says this of itself since. */
record GivenHealth(Verdict live, Verdict ready) implements Health {

  @Override
  public Verdict startup() {
    return new Verdict(true, "started", Map.of());
  }
}
