package io.leebert.deploy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.ModelEventType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BarViewTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final BarView view = new BarView(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsNoProgressIsALine() {
    view.show(Events.event(ModelEventType.ACCEPTED, "").build());
    view.silence("no answer yet");
    view.show(Events.event(ModelEventType.REFUSED, "").setMessage("no such version").build());
    view.close();

    assertThat(shown().lines())
        .containsExactly("accepted", "leebert control: no answer yet", "refused: no such version");
  }

  @Test
  void progressIsABarThatSaysHowLongItTakes() {
    view.show(
        Events.event(ModelEventType.PROGRESS, "7")
            .setProgress(0.25)
            .setSecondsLeft(600.0)
            .setMessage("epoch 1 of 3")
            .build());
    view.show(Events.event(ModelEventType.DONE, "7").build());
    view.close();

    assertThat(shown()).contains("retraining", "25%", "epoch 1 of 3, about 10 min left", "done");
  }
}
