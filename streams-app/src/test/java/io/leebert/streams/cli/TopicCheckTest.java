package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.fixture.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a broker is asked. */
class TopicCheckTest {
  private static final String[] NAMES = {
    "leebert.input.topic", "texts",
    "leebert.output.topic", "answers",
    "leebert.dlq.topic", "letters",
    "leebert.models.topic", "versions",
    "leebert.start.timeout.ms", "1000"
  };

  private static TopicCheck check(String key, String value) {
    String[] settings = new String[NAMES.length + 2];
    System.arraycopy(NAMES, 0, settings, 0, NAMES.length);
    settings[NAMES.length] = key;
    settings[NAMES.length + 1] = value;
    return new TopicCheck(Settings.with(settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "answers", "letters", "versions"})
  void labelsAreNotReadFromATopicOfSomethingElse(String topic) {
    assertThatThrownBy(() -> check("leebert.labelled.topic", topic).run())
        .isInstanceOf(StartException.class)
        .hasMessage("leebert.labelled.topic must be a topic of its own, found " + topic);
  }

  @Test
  void labelsOfATopicOfTheirOwnAreNoReasonToRefuse() {
    assertThatThrownBy(() -> check("leebert.labelled.topic", "labels").run())
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("no answer from a Kafka broker at 127.0.0.1:1 within 1 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "answers", "letters"})
  void versionsAreNotReadFromATopicOfSomethingElse(String topic) {
    assertThatThrownBy(() -> check("leebert.models.topic", topic).run())
        .isInstanceOf(StartException.class)
        .hasMessage("leebert.models.topic must be a topic of its own, found " + topic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leebert.input.topic", "leebert.dlq.topic"})
  void whatIsReadWrittenAndSetAsideDoesNotShareATopic(String key) {
    assertThatThrownBy(() -> check(key, "answers").run())
        .isInstanceOf(StartException.class)
        .hasMessage(
            "leebert.input.topic, leebert.output.topic and leebert.dlq.topic must be three"
                + " different topics");
  }
}
