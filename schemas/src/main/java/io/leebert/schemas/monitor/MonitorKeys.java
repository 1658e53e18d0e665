package io.leebert.schemas.monitor;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigException;

/** The keys of the HTTP server, the same in every program. */
public final class MonitorKeys {
  public static final String HOST = "leebert.http.host";
  public static final String PORT = "leebert.http.port";

  private static final int OFF = -1;
  private static final int LAST_PORT = 65_535;

  private MonitorKeys() {}

  /**
   * Adds the keys.
   *
   * @param usualPort the program's own port, taken where none is set
   * @param what what there is to see, for the reference
   */
  public static void define(ConfigDef definition, int usualPort, String what) {
    definition
        .define(
            PORT,
            ConfigDef.Type.INT,
            null,
            LambdaValidator.with(MonitorKeys::port, () -> "-1, 0, or a port up to 65535"),
            Importance.MEDIUM,
            "Port of the HTTP server with "
                + what
                + ". 0 takes any free port, -1 switches the server off. A port that is set and taken"
                + " is an error at the start. By default "
                + usualPort
                + ", or any free one where another program has it, such as a second instance on the"
                + " same machine; the log says which.")
        .define(
            HOST,
            ConfigDef.Type.STRING,
            "127.0.0.1",
            new NonEmptyString(),
            Importance.MEDIUM,
            "Address that the HTTP server listens on. By default it is reached from the same machine"
                + " only; 0.0.0.0 is every address of the machine, as probes and scrapes of a"
                + " cluster need it. The server only tells and takes no orders, but it has neither"
                + " encryption nor passwords.");
  }

  /** The settings, of checked values. */
  public static MonitorSettings read(AbstractConfig values, int usualPort) {
    Integer port = values.getInt(PORT);
    return new MonitorSettings(values.getString(HOST), port, usualPort);
  }

  private static void port(String name, Object value) {
    if (value instanceof Integer number && (number < OFF || number > LAST_PORT)) {
      throw new ConfigException(name, value, "must be -1, 0, or a port up to 65535");
    }
  }
}
