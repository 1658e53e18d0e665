package io.leebert.schemas.monitor;

/**
 * How a program is, as the probes of a cluster ask it. The answers come from memory: nobody waits
 * for a broker here.
 */
public interface Health {

  /**
   * Whether it does its work or may yet come to it; once false it stays so, and only a new start
   * helps.
   */
  Verdict live();

  /** Whether it takes its share of the work now. */
  Verdict ready();

  /** Whether it has started; until then nobody should ask for the others. */
  Verdict startup();
}
