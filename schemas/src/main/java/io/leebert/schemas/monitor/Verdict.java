package io.leebert.schemas.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a probe is told.
 *
 * @param ok whether the answer is yes
 * @param reason what is the matter, in words
 * @param details facts by name, in the order to be shown
 */
public record Verdict(boolean ok, String reason, Map<String, String> details) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps the order of the details. */
  public Verdict {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** 200 or 503, with all of it in JSON. */
  Answer answer() {
    ObjectNode body = JSON.createObjectNode();
    body.put("status", ok ? "UP" : "DOWN");
    body.put("reason", reason);
    details.forEach(body::put);
    return Answer.json(ok ? 200 : 503, body + "\n");
  }
}
