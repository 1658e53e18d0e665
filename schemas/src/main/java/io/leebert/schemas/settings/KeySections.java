package io.leebert.schemas.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of a program by what they are about, in the order of its reference page. */
public final class KeySections {
  private final Map<String, ConfigDef> sections = new LinkedHashMap<>();

  /** No section yet. */
  public KeySections() {}

  /**
   * A section more.
   *
   * @param keys defines the section's keys
   */
  public KeySections with(String title, Consumer<ConfigDef> keys) {
    ConfigDef section = new ConfigDef();
    keys.accept(section);
    sections.put(title, section);
    return this;
  }

  /** Every section under its title, in order. */
  public Map<String, ConfigDef> byTitle() {
    return Collections.unmodifiableMap(sections);
  }

  /**
   * All keys in one definition.
   *
   * @throws org.apache.kafka.common.config.ConfigException when two sections define the same key
   */
  public ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    sections.values().forEach(section -> section.configKeys().values().forEach(definition::define));
    return definition;
  }
}
