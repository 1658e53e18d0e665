package io.leebert.deploy.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A sentence with choices: {@code (a|b|)} stands for one of its parts (an empty one included), and
 * {@code {slot}} for any template of that section of the shared words. Choices may be nested.
 */
final class Template {
  private final String where;
  private final List<Part> parts;

  private Template(String where, List<Part> parts) {
    this.where = where;
    this.parts = parts;
  }

  /** Turns the random numbers and the shared words into text. */
  private interface Part {
    String expand(RandomGenerator random, Function<String, List<Template>> slots);
  }

  /**
   * Reads one template.
   *
   * @param where file and line, for the message of an error
   * @throws IllegalArgumentException when a bracket is not closed or not opened
   */
  static Template parse(String where, String text) {
    Reader reader = new Reader(where, text);
    List<Part> parts = reader.sequence(false);
    if (!reader.atEnd()) {
      throw reader.error("'" + text.charAt(reader.at) + "' without an opening bracket");
    }
    return new Template(where, parts);
  }

  /** One text out of the many the template stands for, with single spaces. */
  String expand(RandomGenerator random, Function<String, List<Template>> slots) {
    return join(parts, random, slots).replaceAll(" +", " ").replaceAll(" ([?.,!])", "$1").strip();
  }

  private static String join(
      List<Part> parts, RandomGenerator random, Function<String, List<Template>> slots) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.expand(random, slots));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return where;
  }

  private static final class Reader {
    private final String where;
    private final String text;
    private int at;

    Reader(String where, String text) {
      this.where = where;
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    /** Reads up to the end or, inside a choice, up to the next bar or closing bracket. */
    List<Part> sequence(boolean insideChoice) {
      List<Part> parts = new ArrayList<>();
      StringBuilder words = new StringBuilder();
      while (!atEnd() && text.charAt(at) != ')' && !(insideChoice && text.charAt(at) == '|')) {
        char next = text.charAt(at++);
        if (next == '(' || next == '{') {
          addWords(parts, words);
          parts.add(next == '(' ? choice() : slot());
        } else {
          words.append(next);
        }
      }
      addWords(parts, words);
      return parts;
    }

    private static void addWords(List<Part> parts, StringBuilder words) {
      if (words.length() > 0) {
        String fixed = words.toString();
        parts.add((random, slots) -> fixed);
        words.setLength(0);
      }
    }

    private Part choice() {
      List<List<Part>> options = new ArrayList<>();
      do {
        options.add(sequence(true));
        if (atEnd()) {
          throw error("'(' without ')'");
        }
      } while (text.charAt(at++) == '|');
      return (random, slots) -> join(options.get(random.nextInt(options.size())), random, slots);
    }

    private Part slot() {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw error("'{' without '}'");
      }
      String name = text.substring(at, end);
      at = end + 1;
      return (random, slots) -> {
        List<Template> templates = slots.apply(name);
        return templates.get(random.nextInt(templates.size())).expand(random, slots);
      };
    }

    IllegalArgumentException error(String what) {
      return new IllegalArgumentException(where + ": " + what + " in: " + text);
    }
  }
}
