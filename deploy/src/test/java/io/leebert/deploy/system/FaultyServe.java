package io.leebert.deploy.system;

import io.leebert.streams.cli.Boundary;
import io.leebert.streams.cli.ServeCommand;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * {@code serve} with faults at its boundary. The first argument names them, such as {@code
 * poison=1,lost-send=300}; the others are the command's own.
 */
public final class FaultyServe {
  /** Rows of poison (texts that were cut) fail whenever they are run. */
  static final String POISON = "poison=1";

  private FaultyServe() {}

  /** Every so many runs of the network, one run fails that would work the next time. */
  static String hiccupEvery(int runs) {
    return "hiccup=" + runs;
  }

  /** After so many rows the network never works again. */
  static String deviceDiesAfter(int rows) {
    return "dies=" + rows;
  }

  /** One run, after so many rows, takes the time. */
  static String stallAfter(int rows, int millis) {
    return "stall=" + rows + ",stall-millis=" + millis;
  }

  /** Every so many sends, one is reported as timed out, four times in all. */
  static String lostSendEvery(int sends) {
    return "lost-send=" + sends;
  }

  /** Runs the command and ends with its exit code. */
  public static void main(String[] arguments) {
    Map<String, Integer> faults = new HashMap<>();
    for (String fault : arguments[0].split(",", -1)) {
      int sign = fault.indexOf('=');
      faults.put(fault.substring(0, sign), Integer.valueOf(fault.substring(sign + 1)));
    }
    FaultyProducers producers = new FaultyProducers(faults.getOrDefault("lost-send", 0));
    Boundary boundary = new Boundary(network -> new FaultyNetwork(network, faults), producers);
    System.exit(
        new CommandLine(new ServeCommand(boundary))
            .execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
  }
}
