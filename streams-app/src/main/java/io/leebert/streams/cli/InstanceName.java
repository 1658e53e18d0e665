package io.leebert.streams.cli;

import io.leebert.streams.configuration.ModelsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What an instance calls itself. */
final class InstanceName {
  private InstanceName() {}

  /** As the settings say, or as its host is called. */
  static String of(ModelsSettings models) {
    String own = models.instance();
    if (own != null) {
      return own;
    }
    String host = System.getenv("HOSTNAME");
    if (host != null && !host.isBlank()) {
      return host.trim();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }
}
