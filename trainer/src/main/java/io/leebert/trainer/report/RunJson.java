package io.leebert.trainer.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Run records as JSON. NaN is written as the text {@code "NaN"}, which JSON itself has not. */
final class RunJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private RunJson() {}

  static byte[] write(RunRecord record) {
    try {
      return MAPPER.writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a run's record has no JSON form", e);
    }
  }

  static RunRecord read(byte[] json, Path file) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      requireVersion(tree, file);
      return MAPPER.treeToValue(tree, RunRecord.class);
    } catch (JacksonException e) {
      throw new RunFolderException(file + " is not a run's record: " + reason(e), e);
    } catch (IOException e) {
      throw new RunFolderException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Before the rest is looked at: what another version holds would be reported as a riddle. */
  private static void requireVersion(JsonNode tree, Path file) {
    JsonNode version = tree.path("formatVersion");
    if (!version.isInt()) {
      throw new RunFolderException(
          file
              + " is not a run's record: expected a JSON object with formatVersion "
              + RunRecord.FORMAT_VERSION);
    }
    if (version.intValue() != RunRecord.FORMAT_VERSION) {
      throw new RunFolderException(
          file
              + " has formatVersion "
              + version.intValue()
              + ", expected "
              + RunRecord.FORMAT_VERSION
              + ": it was written by another version of leebert");
    }
  }

  /** Jackson's first line says what is wrong; the rest is where in its own classes. */
  private static String reason(JacksonException error) {
    Throwable cause = error.getCause();
    if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
      return cause.getMessage();
    }
    return error.getOriginalMessage();
  }
}
