package io.leebert.streams.topology;

import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.inference.Row;
import io.leebert.streams.inference.TokenizedText;
import io.leebert.streams.models.ServedModel;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;

/** From the bytes of an input record to what the network is asked, on the stream thread. */
final class EventReader {
  private final EventFormat format;
  private final Supplier<ServedModel> models;
  private final boolean keepTexts;
  private final LongSupplier nanoClock;

  /**
   * A reader.
   *
   * @param models gives the model in service, held for whoever asks
   * @param keepTexts whether texts are kept beyond their tokens
   */
  EventReader(
      EventFormat format, Supplier<ServedModel> models, boolean keepTexts, LongSupplier nanoClock) {
    this.format = format;
    this.models = models;
    this.keepTexts = keepTexts;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads, checks and tokenizes one event. An event that does not ask for a depth of its own gets
   * that of its model's pace, when it runs.
   *
   * @return what is asked, of a model that the caller holds from now on
   * @throws RuntimeException saying why this record cannot be classified
   */
  Question read(String topic, Record<byte[], byte[]> input) {
    byte[] value = input.value();
    if (value == null) {
      throw new UnreadableEventException("the record has no value (a tombstone), expected a text");
    }
    TextEvent event = format.read(topic, input.headers(), value);
    String text = checked(event.getText(), "text");
    String second = event.getSecondText();
    String secondText = second == null ? null : checked(second, "second text");
    String id = event.getId();
    if (id != null && Utf8Text.hasLoneSurrogate(id)) {
      throw new UnreadableEventException(
          "the id holds half a character (a lone surrogate), which no prediction can carry in"
              + " UTF-8");
    }
    ServedModel served = held();
    try {
      int layers = served.model().manifest().getLayers();
      int asked = PatienceHeader.read(input.headers(), Row.FOLLOWS, layers);
      long start = nanoClock.getAsLong();
      TokenizedText tokens = served.model().tokenize(text, secondText);
      long nanos = nanoClock.getAsLong() - start;
      TextEvent kept = keepTexts ? new TextEvent(text, secondText, id) : null;
      return new Question(served, new Row(tokens, asked), id, kept, nanos);
    } catch (RuntimeException | Error e) {
      served.release();
      throw e;
    }
  }

  private ServedModel held() {
    try {
      return models.get();
    } catch (IllegalStateException e) {
      throw new DeviceException("there is no model to ask: " + e.getMessage(), e);
    }
  }

  /** Half a character, left by whoever cut a text, is read as any encoder writes it: U+FFFD. */
  private static String checked(String text, String what) {
    if (text.isBlank()) {
      throw new UnreadableEventException(
          "the "
              + what
              + " is "
              + (text.isEmpty() ? "empty" : "blank")
              + ": there is nothing to classify");
    }
    return Utf8Text.withoutLoneSurrogates(text);
  }
}
