package io.leebert.schemas.monitor;

import java.nio.charset.StandardCharsets;

/**
 * What is sent for a path.
 *
 * @param status HTTP status
 * @param type media type
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, made for one reader.
public record Answer(int status, String type, byte[] body) {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** A JSON document. */
  public static Answer json(int status, String json) {
    return new Answer(status, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Plain text. */
  public static Answer text(int status, String text) {
    return new Answer(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }
}
