package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
  private final LoadedModel single = SmallModel.around(new ScriptedClassifier());
  private final LoadedModel pairs = SmallModel.around(new ScriptedClassifier(), true);

  @AfterEach
  void close() {
    single.close();
    pairs.close();
  }

  @Test
  void theQuestionStaysWithTheModelThatMadeItsTokens() {
    Question question = read(single, null, "{\"text\": \"1 2\", \"id\": \"x\"}");
    assertThat(question.model()).isSameAs(single);
    assertThat(question.id()).isEqualTo("x");
    assertThat(question.row().tokens().length()).isEqualTo(4);
  }

  @Test
  void thePatienceIsTheModelsUnlessTheUserSetOne() {
    assertThat(read(single, null, "{\"text\": \"1\"}").row().patience())
        .isEqualTo(SmallModel.PATIENCE);
    assertThat(read(single, 0, "{\"text\": \"1\"}").row().patience()).isZero();
  }

  @Test
  void aPatienceForADeeperModelIsAllThisOneHas() {
    // The user's setting outlives the model it was checked against.
    assertThat(read(single, 9, "{\"text\": \"1\"}").row().patience()).isEqualTo(4);
  }

  @Test
  void theHeaderComesBeforeBoth() {
    Headers headers =
        new RecordHeaders().add(PatienceHeader.NAME, "1".getBytes(StandardCharsets.UTF_8));
    assertThat(read(single, 0, "{\"text\": \"1\"}", headers).row().patience()).isEqualTo(1);
  }

  @Test
  void whereTheLoadLeadsPatienceStaysOpenUnlessTheHeaderSaysIt() {
    Headers headers =
        new RecordHeaders().add(PatienceHeader.NAME, "3".getBytes(StandardCharsets.UTF_8));
    EventReader reader =
        new EventReader(EventFormats.json(), () -> single, null, true, new ManualClock());
    byte[] bytes = "{\"text\": \"1\"}".getBytes(StandardCharsets.UTF_8);

    Row open = reader.read("t", new Record<>(bytes, bytes, 0, new RecordHeaders())).row();
    Row own = reader.read("t", new Record<>(bytes, bytes, 0, headers)).row();

    assertThat(open.patience()).isEqualTo(Row.FOLLOWS);
    assertThat(open.at(2).patience()).isEqualTo(2);
    assertThat(own.at(2).patience()).isEqualTo(3);
  }

  @Test
  void pairsAreReadByModelsForPairs() {
    Question question = read(pairs, null, "{\"text\": \"1\", \"secondText\": \"2\"}");
    assertThat(question.row().tokens().segmentIds()).containsExactly(0, 0, 0, 1, 1);
    assertThatThrownBy(() -> read(pairs, null, "{\"text\": \"1\"}"))
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
    EventReader reader =
        new EventReader(EventFormats.json(), () -> single, null, false, new ManualClock());
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> reader.read("t", new Record<>(bytes, bytes, 0, new RecordHeaders())))
        .hasMessageContaining(message);
  }

  @Test
  void aTextCutWithinACharacterIsReadWithAReplacementForTheHalf() {
    Question question = read(single, null, "{\"text\": \"1 \\ud83d\"}");
    assertThat(question.row().tokens().ids())
        .isEqualTo(read(single, null, "{\"text\": \"1 \ufffd\"}").row().tokens().ids());
  }

  @Test
  void anEmptySecondTextIsNoSecondText() {
    assertThatThrownBy(() -> read(pairs, null, "{\"text\": \"1\", \"secondText\": \" \"}"))
        .hasMessage("the second text is blank: there is nothing to classify");
  }

  private static Question read(LoadedModel model, @Nullable Integer patience, String value) {
    return read(model, patience, value, new RecordHeaders());
  }

  private static Question read(
      LoadedModel model, @Nullable Integer patience, String value, Headers headers) {
    EventReader reader =
        new EventReader(EventFormats.json(), () -> model, patience, false, new ManualClock());
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return reader.read("t", new Record<>(bytes, bytes, 0, headers));
  }
}
