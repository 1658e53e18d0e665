package io.leebert.streams.topology;

import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.inference.Row;
import io.leebert.streams.models.ServedModel;
import org.jspecify.annotations.Nullable;

/**
 * An event that has been read, tokenized and given its patience.
 *
 * @param served the model that made the tokens and is asked; held, until someone lets it go
 * @param row tokens and patience
 * @param id the event's own id
 * @param event the event as it was read, where somebody wants its text, else null
 * @param tokenizeNanos time from text to tokens
 */
record Question(
    ServedModel served,
    Row row,
    @Nullable String id,
    @Nullable TextEvent event,
    long tokenizeNanos) {

  /** Version of the model that is asked. */
  String version() {
    return served.model().manifest().getModelVersion();
  }
}
