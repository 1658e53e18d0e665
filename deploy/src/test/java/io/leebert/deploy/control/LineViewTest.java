package io.leebert.deploy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LineViewTest {
  private static final ModelEvent TRAINING =
      Events.event(ModelEventType.PROGRESS, "7").setProgress(0.5).setMessage("epoch 1").build();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Nothing is flushed but by the view itself. */
  private final PrintWriter result = new PrintWriter(out);

  private final PrintWriter beside = new PrintWriter(err);

  @Test
  void peopleGetALineInWordsAtOnce() {
    try (LineView view = LineView.words(result, beside)) {
      view.show(TRAINING);
      assertThat(out.toString().lines()).containsExactly("progress, 50 %: epoch 1");
      view.show(Events.event(ModelEventType.DONE, "7").build());
      assertThat(out.toString().lines()).last().isEqualTo("done");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void scriptsGetJsonAndHintsDoNotComeBetween() throws Exception {
    try (LineView view = LineView.json(result, beside)) {
      view.silence("is anybody there?");
      view.show(TRAINING);
    }
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.get("type").asText()).isEqualTo("PROGRESS");
    assertThat(json.get("message").asText()).isEqualTo("epoch 1");
    assertThat(err.toString().lines()).containsExactly("leebert control: is anybody there?");
  }
}
