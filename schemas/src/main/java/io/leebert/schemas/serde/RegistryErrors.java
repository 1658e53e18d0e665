package io.leebert.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a registry says when it refuses: a JSON object with {@code error_code} and {@code message},
 * or anything.
 */
final class RegistryErrors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 500;

  private RegistryErrors() {}

  /**
   * The message in an error's body, shortened; the body itself when it is not the registry's JSON.
   */
  static String message(String body) {
    try {
      JsonNode error = JSON.readTree(body);
      if (error.path("message").isTextual()) {
        return shorten(
            error.path("message").textValue()
                + " (error code "
                + error.path("error_code").asText("none")
                + ")");
      }
    } catch (JsonProcessingException e) {
      // a proxy's page, say: shown as it is
    }
    return body.isBlank() ? "(empty answer)" : shorten(body);
  }

  /** The refusal of a request as an exception that says what was asked. */
  static RegistryException refusal(RegistryTransport.Answer answer, String asked) {
    String meaning =
        switch (answer.status()) {
          case 401, 403 -> ": the credentials are missing, wrong or not enough";
          case 404 -> ": it is unknown there";
          case 409 -> ": the schema is not compatible with the subject's earlier ones";
          default -> "";
        };
    return new RegistryException(
        "the schema registry at "
            + answer.endpoint()
            + " refused "
            + asked
            + meaning
            + " - HTTP "
            + answer.status()
            + ", "
            + message(answer.body()));
  }

  private static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
