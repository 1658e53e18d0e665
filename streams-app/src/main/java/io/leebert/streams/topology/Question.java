package io.leebert.streams.topology;

import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.Row;
import org.jspecify.annotations.Nullable;

/**
 * An event that has been read, tokenized and given its patience.
 *
 * @param model the model that made the tokens and is asked
 * @param row tokens and patience
 * @param id the event's own id
 * @param tokenizeNanos time from text to tokens
 */
record Question(LoadedModel model, Row row, @Nullable String id, long tokenizeNanos) {}
