package io.leebert.deploy.system;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How much the chaos tests do: a short form in every build, the long one under {@code -Psoak}. A
 * run is repeated with {@code -Dleebert.chaos.seed=...}, which every test prints.
 *
 * @param events events of the one stream in which instances come and go
 * @param kills instances killed in it
 * @param otherEvents events of every other scenario
 * @param everyProtocol whether every scenario runs under both group protocols, not only its own
 * @param seed what is random follows from it
 */
record Scale(int events, int kills, int otherEvents, boolean everyProtocol, long seed) {

  /** Every build does the same; a soak draws anew each time. */
  private static final long SEED =
      Boolean.getBoolean("leebert.chaos.every-protocol")
          ? ThreadLocalRandom.current().nextInt(1_000_000)
          : 4711;

  /** As the build's system properties say. */
  static Scale read() {
    Scale scale =
        new Scale(
            Integer.getInteger("leebert.chaos.events", 8_000),
            Integer.getInteger("leebert.chaos.kills", 3),
            Integer.getInteger("leebert.chaos.other-events", 4_000),
            Boolean.getBoolean("leebert.chaos.every-protocol"),
            Long.getLong("leebert.chaos.seed", SEED));
    System.out.println("leebert chaos: " + scale);
    return scale;
  }
}
