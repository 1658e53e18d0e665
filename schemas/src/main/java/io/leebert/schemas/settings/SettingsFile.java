package io.leebert.schemas.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/** Settings from a properties file, and the environment over it. */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * Reads the file; {@code KAFKA_FOO_BAR} in the environment overrides {@code foo.bar}, and {@code
   * LEEBERT_FOO} overrides {@code leebert.foo}. Values are trimmed; one that is empty in the
   * environment overrides nothing.
   *
   * @param known the program's own keys
   * @throws ConfigException when the file cannot be read
   */
  public static Map<String, String> read(
      Path file, Map<String, String> environment, Collection<String> known) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new ConfigException("there is no file " + file);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("cannot read " + file + " as properties: " + e.getMessage());
    }
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name).trim()));
    settings.putAll(Environment.settings(environment, known));
    return settings;
  }
}
