package io.leebert.deploy.traffic;

import io.leebert.schemas.event.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as it was read.
 *
 * @param key the record's key as text, or null
 * @param prediction the prediction
 * @param readNanos {@link System#nanoTime} when it was read
 */
public record SeenPrediction(@Nullable String key, Prediction prediction, long readNanos) {}
