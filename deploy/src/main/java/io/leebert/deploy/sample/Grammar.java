package io.leebert.deploy.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named lists of templates, read from a resource: {@code [name]} opens a list, every other line is
 * one {@link Template}, and lines that begin with {@code "# "} are remarks.
 */
final class Grammar {
  private final String resource;
  private final Map<String, List<Template>> sections;

  private Grammar(String resource, Map<String, List<Template>> sections) {
    this.resource = resource;
    this.sections = sections;
  }

  /**
   * Reads the grammar {@code <name>.txt} beside this class.
   *
   * @throws IllegalArgumentException when there is none, or a line of it makes no sense
   */
  static Grammar read(String name) {
    String resource = name + ".txt";
    try (InputStream in = Grammar.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no grammar " + resource);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return parse(resource, reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the grammar " + resource, e);
    }
  }

  static Grammar parse(String resource, List<String> lines) {
    Map<String, List<Template>> sections = new LinkedHashMap<>();
    List<Template> open = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      String where = resource + ":" + (i + 1);
      if (line.isEmpty() || line.startsWith("# ")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        open = new ArrayList<>();
        sections.put(line.substring(1, line.length() - 1), open);
      } else if (open == null) {
        throw new IllegalArgumentException(where + ": a template before the first [section]");
      } else {
        open.add(Template.parse(where, line));
      }
    }
    return new Grammar(resource, sections);
  }

  /** The templates of one section. */
  List<Template> section(String name) {
    List<Template> templates = sections.get(name);
    if (templates == null) {
      throw new IllegalArgumentException(
          resource + " has no section [" + name + "], only " + sections.keySet());
    }
    return List.copyOf(templates);
  }
}
