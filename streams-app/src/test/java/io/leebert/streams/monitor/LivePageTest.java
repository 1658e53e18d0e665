package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.monitor.Answer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LivePageTest {
  private static final Pattern ID_ASKED_FOR =
      Pattern.compile("(?:\\$|say|draw|bars|rows)\\(\"([a-z-]+)\"");

  private final Answer page = LivePage.read();
  private final String html = new String(page.body(), StandardCharsets.UTF_8);

  @Test
  void itIsHtmlInUtf8() {
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.type()).isEqualTo("text/html; charset=utf-8");
    assertThat(html).startsWithIgnoringCase("<!doctype html>").endsWith("</html>\n");
  }

  @Test
  void everyPlaceThatTheScriptWritesToIsThere() {
    Matcher asked = ID_ASKED_FOR.matcher(html);
    int places = 0;
    while (asked.find()) {
      assertThat(html).contains("id=\"" + asked.group(1) + "\"");
      places++;
    }
    assertThat(places).isGreaterThan(20);
  }

  @Test
  void nothingOfAnEventOrAModelIsTakenForMarkup() {
    // The one place that writes markup draws numbers only.
    assertThat(html.split("innerHTML", -1)).hasSize(2);
    assertThat(html).doesNotContain("document.write", "insertAdjacentHTML", "outerHTML", "eval(");
  }
}
