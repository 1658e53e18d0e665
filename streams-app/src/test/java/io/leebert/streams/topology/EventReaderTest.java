package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.fixture.HeldPace;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.Row;
import io.leebert.streams.models.ServedModel;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
  private final ScriptedClassifier network = new ScriptedClassifier();
  private final ServedModel single = SmallModel.served(network);
  private final ServedModel pairs =
      SmallModel.served(SmallModel.around(new ScriptedClassifier(), true), new HeldPace(1));

  @Test
  void theQuestionStaysWithTheModelThatMadeItsTokens() {
    Question question = read(single, "{\"text\": \"1 2\", \"id\": \"x\"}");
    assertThat(question.served()).isSameAs(single);
    assertThat(question.id()).isEqualTo("x");
    assertThat(question.row().tokens().length()).isEqualTo(4);
  }

  @Test
  void patienceStaysOpenUnlessTheHeaderSaysIt() {
    Headers headers =
        new RecordHeaders().add(PatienceHeader.NAME, "3".getBytes(StandardCharsets.UTF_8));

    Row open = read(single, "{\"text\": \"1\"}").row();
    Row own = read(single, "{\"text\": \"1\"}", headers).row();

    assertThat(open.patience()).isEqualTo(Row.FOLLOWS);
    assertThat(open.at(2).patience()).isEqualTo(2);
    assertThat(own.at(2).patience()).isEqualTo(3);
  }

  @Test
  void theModelIsHeldForAQuestionAndForNothingThatIsNone() {
    Question question = read(single, "{\"text\": \"1\"}");
    assertThat(single.network().holders()).isEqualTo(2);
    assertThatThrownBy(() -> read(single, "{\"text\": \"1\", \"secondText\": \"2\"}"))
        .hasMessageContaining("second text");
    assertThatThrownBy(() -> read(single, "no json")).isInstanceOf(RuntimeException.class);
    assertThat(single.network().holders()).isEqualTo(2);

    single.release();
    assertThat(network.closed()).isFalse();
    question.served().release();
    assertThat(network.closed()).isTrue();
  }

  @Test
  void anEventThatFindsNoModelInServiceIsNotBlamedForIt() {
    single.release();
    assertThatThrownBy(() -> read(single, "{\"text\": \"1\"}"))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("there is no model to ask");
  }

  @Test
  void pairsAreReadByModelsForPairs() {
    Question question = read(pairs, "{\"text\": \"1\", \"secondText\": \"2\"}");
    assertThat(question.row().tokens().segmentIds()).containsExactly(0, 0, 0, 1, 1);
    assertThatThrownBy(() -> read(pairs, "{\"text\": \"1\"}"))
        .hasMessageContaining("no second text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"text": ""}                         | the text is empty
          {"text": " \\t\\n\\u2003"}             | the text is blank
          {"text": "1", "id": "\\ud83d"}       | the id holds half a character
          """)
  void anEventWithNothingToClassifyOrNothingToCallItByIsRefused(String json, String message) {
    assertThatThrownBy(() -> read(single, json)).hasMessageContaining(message);
  }

  @Test
  void aTextCutWithinACharacterIsReadWithAReplacementForTheHalf() {
    Question question = read(single, "{\"text\": \"1 \\ud83d\"}");
    assertThat(question.row().tokens().ids())
        .isEqualTo(read(single, "{\"text\": \"1 \ufffd\"}").row().tokens().ids());
  }

  @Test
  void anEmptySecondTextIsNoSecondText() {
    assertThatThrownBy(() -> read(pairs, "{\"text\": \"1\", \"secondText\": \" \"}"))
        .hasMessage("the second text is blank: there is nothing to classify");
  }

  @Test
  void theEventStaysBesideItsTokensOnlyWhereSomebodyWantsItsTexts() {
    String json = "{\"text\": \"1\", \"secondText\": \"2\", \"id\": \"e\"}";
    assertThat(reader(pairs, true).read("t", input(json, new RecordHeaders())).event())
        .isEqualTo(new TextEvent("1", "2", "e"));
    assertThat(read(pairs, json).event()).isNull();
  }

  private static Question read(ServedModel served, String value) {
    return read(served, value, new RecordHeaders());
  }

  private static Question read(ServedModel served, String value, Headers headers) {
    return reader(served, false).read("t", input(value, headers));
  }

  private static EventReader reader(ServedModel served, boolean keepTexts) {
    return new EventReader(EventFormats.json(), () -> held(served), keepTexts, new ManualClock());
  }

  private static Record<byte[], byte[]> input(String value, Headers headers) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new Record<>(bytes, bytes, 0, headers);
  }

  private static ServedModel held(ServedModel served) {
    if (!served.hold()) {
      throw new IllegalStateException("it has ended");
    }
    return served;
  }
}
