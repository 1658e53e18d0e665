package io.leebert.deploy.broker;

import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The broker's process: formats the data folder unless that was done before, then runs Kafka's own
 * main program.
 */
public final class BrokerMain {

  private BrokerMain() {}

  /** Arguments: the properties file and the cluster id. */
  public static void main(String[] arguments) {
    String[] format = {
      "format", "--ignore-formatted", "--cluster-id", arguments[1], "--config", arguments[0]
    };
    int exitCode = StorageTool.execute(format, System.out);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
    Kafka.main(new String[] {arguments[0]});
  }
}
