package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultListenerTest {
  private static final DeadLetterNotice NOTICE =
      new DeadLetterNotice(
          "text-events", 0, 1, DeadLetterCause.UNREADABLE, new IOException("no"), null);

  private final List<String> heard = new ArrayList<>();

  /** Takes down what it hears. */
  private final class Listener implements ResultListener {
    private final String name;
    private final boolean texts;

    private Listener(String name, boolean texts) {
      this.name = name;
      this.texts = texts;
    }

    @Override
    public boolean wantsTexts() {
      return texts;
    }

    @Override
    public void predicted(Prediction prediction, @Nullable TextEvent event) {
      heard.add(name + " " + (event == null ? "nothing" : event.getText()));
    }

    @Override
    public void deadLettered(DeadLetterNotice notice) {
      heard.add(name + " " + notice.cause());
    }
  }

  @Test
  void bothHearOfEverythingInTheirOrder() {
    ResultListener both =
        ResultListener.both(new Listener("first", false), new Listener("second", true));
    both.predicted(new Prediction(), new TextEvent("words", null, null));
    both.deadLettered(NOTICE);
    assertThat(heard)
        .containsExactly("first words", "second words", "first UNREADABLE", "second UNREADABLE");
  }

  @Test
  void textsAreKeptAsSoonAsOneWantsThem() {
    Listener with = new Listener("with", true);
    Listener without = new Listener("without", false);
    assertThat(ResultListener.both(with, without).wantsTexts()).isTrue();
    assertThat(ResultListener.both(without, with).wantsTexts()).isTrue();
    assertThat(ResultListener.both(without, ResultListener.NOBODY).wantsTexts()).isFalse();
  }
}
