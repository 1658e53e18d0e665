package io.leebert.trainer.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON file whose keys are asked for by name; what does not fit is refused by file and key. */
record ConfigFile(Path file, JsonNode root) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it is no JSON object, is followed by more, or has a key
   *     twice
   * @throws UncheckedIOException when it cannot be read
   */
  static ConfigFile read(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new IllegalArgumentException(file + " is no JSON object");
      }
      return new ConfigFile(file, root);
    } catch (MismatchedInputException e) {
      // Any value is a tree: what does not fit is a second one.
      throw new IllegalArgumentException(
          file
              + " is followed by more JSON, found at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ", expected the end of the file",
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  /** A key's value; missing and null are the same. */
  JsonNode value(String key) {
    JsonNode found = root.path(key);
    return found.isNull() ? MissingNode.getInstance() : found;
  }

  /** A text, or what to take when the key is not there; of other values their JSON. */
  String text(String key, String otherwise) {
    JsonNode found = value(key);
    if (found.isMissingNode()) {
      return otherwise;
    }
    return found.isValueNode() ? found.asText() : found.toString();
  }

  /** A whole number, or what to take when the key is not there. */
  int number(String key, int otherwise) {
    return value(key).isMissingNode() ? otherwise : number(key);
  }

  /** A whole number that must be there. */
  int number(String key) {
    JsonNode found = value(key);
    if (!found.isIntegralNumber() || !found.canConvertToInt()) {
      throw refusal(key, found.isMissingNode() ? "missing" : found.toString(), "a whole number");
    }
    return found.asInt();
  }

  /** The exception that says that a key is not what it should be. */
  IllegalArgumentException refusal(String key, String found, String expected) {
    return new IllegalArgumentException(
        file + ": " + key + " is " + found + ", expected " + expected);
  }
}
