package io.leebert.streams.topology;

import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import io.leebert.streams.inference.TokenizedText;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** From the bytes of an input record to what the network is asked, on the stream thread. */
final class EventReader {
  private final EventFormat format;
  private final Supplier<LoadedModel> models;
  private final @Nullable Integer patience;
  private final boolean followsLoad;
  private final LongSupplier nanoClock;

  /**
   * A reader.
   *
   * @param patience patience of events that do not ask for their own, or null for the model's
   * @param followsLoad true leaves the patience of such events open until they run
   */
  EventReader(
      EventFormat format,
      Supplier<LoadedModel> models,
      @Nullable Integer patience,
      boolean followsLoad,
      LongSupplier nanoClock) {
    this.format = format;
    this.models = models;
    this.patience = patience;
    this.followsLoad = followsLoad;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads, checks and tokenizes one event.
   *
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
    LoadedModel model = models.get();
    int layers = model.manifest().getLayers();
    int usual = patience == null ? model.manifest().getExitRule().getPatience() : patience;
    int asked =
        PatienceHeader.read(
            input.headers(), followsLoad ? Row.FOLLOWS : Math.min(usual, layers), layers);
    long start = nanoClock.getAsLong();
    TokenizedText tokens = model.tokenize(text, secondText);
    long nanos = nanoClock.getAsLong() - start;
    return new Question(model, new Row(tokens, asked), id, nanos);
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
