package io.leebert.streams.configuration;

import io.leebert.schemas.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Where settings come from: a properties file, and the environment over it. */
public final class PropertiesSource {
  private PropertiesSource() {}

  /**
   * Reads the file and what in the environment goes before it; see {@link SettingsFile}.
   *
   * @throws ConfigException when the file cannot be read
   */
  public static Map<String, String> read(Path file, Map<String, String> environment) {
    return SettingsFile.read(file, environment, ServeKeys.definition().names());
  }
}
