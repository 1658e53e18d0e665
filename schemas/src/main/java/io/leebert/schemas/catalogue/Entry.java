package io.leebert.schemas.catalogue;

import io.leebert.schemas.event.ModelEvent;

/**
 * The last word on something.
 *
 * @param offset its place in the models topic: of two entries the one with the higher offset is the
 *     younger
 * @param timestamp when it was written, in milliseconds since 1970
 * @param event what was said
 */
public record Entry(long offset, long timestamp, ModelEvent event) {}
