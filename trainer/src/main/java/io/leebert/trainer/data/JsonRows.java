package io.leebert.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serial;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows from JSON Lines: an object per line, whose fields of single values (text, numbers, true and
 * false) are taken as text.
 */
record JsonRows(Columns columns) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Hands every line over, as a row or as a bad one. */
  void read(List<TextBytes.Line> lines, RowCollector collector) {
    for (TextBytes.Line line : lines) {
      try {
        if (line.text() == null) {
          throw new BadField("not UTF-8");
        }
        readObject(line.number(), line.text(), collector);
      } catch (BadField e) {
        collector.bad(line.number(), e.problem);
      }
    }
  }

  private void readObject(long line, String json, RowCollector collector) throws BadField {
    JsonNode node = parse(json);
    String text = required(node, columns.text(), Columns.TEXT_NAMES, "text");
    String label = required(node, columns.label(), Columns.LABEL_NAMES, "label");
    String pair = columns.textPair();
    if (pair == null) {
      // A usual name, unless the user made that field something else.
      pair =
          Columns.PAIR_NAMES.stream()
              .filter(name -> !name.equals(text) && !name.equals(label))
              .filter(node::hasNonNull)
              .findFirst()
              .orElse(null);
    } else {
      required(node, pair, List.of(), "second text");
    }
    if (text.equals(label) || text.equals(pair) || label.equals(pair)) {
      throw new BadField("field '" + (text.equals(pair) ? text : label) + "' cannot be two things");
    }
    String second = pair == null ? null : value(node, pair);
    collector.row(line, value(node, text), second, value(node, label));
  }

  private static JsonNode parse(String json) throws BadField {
    if (json.isBlank()) {
      throw new BadField("expected a JSON object, found an empty line");
    }
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isObject()) {
        throw new BadField("expected a JSON object, found " + node.getNodeType());
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new BadField("not a JSON object: " + e.getOriginalMessage());
    }
  }

  /** The name of the field that holds a part. */
  private static String required(
      JsonNode node, @Nullable String wanted, List<String> usual, String part) throws BadField {
    List<String> names = wanted == null ? usual : List.of(wanted);
    for (String name : names) {
      if (node.hasNonNull(name)) {
        return name;
      }
    }
    String expected = wanted == null ? "called one of " + usual : "'" + wanted + "'";
    Set<String> found = new TreeSet<>();
    node.fieldNames().forEachRemaining(found::add);
    throw new BadField("no " + part + " field " + expected + ", found " + found);
  }

  private static String value(JsonNode node, String name) throws BadField {
    JsonNode value = node.get(name);
    if (!value.isValueNode()) {
      throw new BadField("expected a text in field '" + name + "', found " + value.getNodeType());
    }
    return value.asText();
  }

  /** What is wrong with one line. */
  private static final class BadField extends Exception {
    @Serial private static final long serialVersionUID = 1L;
    private final String problem;

    BadField(String problem) {
      super(problem);
      this.problem = problem;
    }
  }
}
