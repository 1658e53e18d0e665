package io.leebert.schemas.bundle;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * A file that is one JSON value from its first byte to its last. Of two that were put into one file
 * the first is as likely to be the wrong one as the second.
 */
final class WholeJson {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private WholeJson() {}

  /**
   * Parses it; no bytes at all are a missing node.
   *
   * @throws BundleException when it is no JSON, or is followed by more
   */
  static JsonNode read(byte[] bytes, String where) {
    try {
      return JSON.readTree(bytes);
    } catch (MismatchedInputException e) {
      // Any value is a tree: what does not fit is a second one.
      JsonLocation at = e.getLocation();
      throw new BundleException(
          where
              + " is followed by more JSON, found at line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr()
              + ", expected the end of the file",
          e);
    } catch (IOException e) {
      throw new BundleException(where + " is not JSON: " + e.getMessage(), e);
    }
  }
}
