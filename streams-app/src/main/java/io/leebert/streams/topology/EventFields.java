package io.leebert.streams.topology;

import java.util.List;

/**
 * Which fields of an event are read. Names joined by dots lead into nested records and objects.
 *
 * @param text the text to classify
 * @param secondText the second text of a pair
 * @param id the user's own id
 */
public record EventFields(Path text, Path secondText, Path id) {

  /** The fields of {@code TextEvent}. */
  public static final EventFields USUAL = of("text", "secondText", "id");

  /** Fields by their names. */
  public static EventFields of(String text, String secondText, String id) {
    return new EventFields(Path.of(text), Path.of(secondText), Path.of(id));
  }

  /**
   * The way to one field.
   *
   * @param name as the user gave it
   * @param steps the names on the way, the field's own last; at least one
   */
  public record Path(String name, List<String> steps) {

    /** Takes {@code a.b.c} apart. */
    public static Path of(String name) {
      return new Path(name, List.of(name.split("\\.", -1)));
    }

    @Override
    public String toString() {
      return "\"" + name + "\"";
    }
  }
}
