package io.leebert.schemas.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void factsAreShownInTheOrderTheyWereGiven() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String fact : new String[] {"z", "a", "m"}) {
      facts.put(fact, "1");
    }
    assertThat(body(new Verdict(true, "fine", facts)))
        .isEqualTo("{\"status\":\"UP\",\"reason\":\"fine\",\"z\":\"1\",\"a\":\"1\",\"m\":\"1\"}\n");
  }

  @Test
  void itStaysAsItWasWhateverBecomesOfTheFacts() {
    Map<String, String> facts = new LinkedHashMap<>(Map.of("state", "RUNNING"));
    Verdict verdict = new Verdict(true, "fine", facts);
    facts.put("state", "ERROR");
    assertThat(verdict.details()).containsExactlyEntriesOf(Map.of("state", "RUNNING"));
  }

  @Test
  void aYesIsOneStatusAndANoAnother() {
    assertThat(new Verdict(true, "fine", Map.of()).answer().status()).isEqualTo(200);
    assertThat(new Verdict(false, "no", Map.of()).answer().status()).isEqualTo(503);
  }

  private static String body(Verdict verdict) {
    return new String(verdict.answer().body(), StandardCharsets.UTF_8);
  }
}
