package io.leebert.trainer.service;

import io.leebert.schemas.event.ControlCommand;
import org.jspecify.annotations.Nullable;

/**
 * A record of the control topic.
 *
 * @param id the command's id, or where there is none the record's place
 * @param command what it says; null when it cannot be read
 * @param fault why it cannot be read; empty when it can
 * @param place {@code topic-partition@offset}
 * @param offset its offset
 * @param timestamp when it was written, in milliseconds since 1970
 */
record Received(
    String id,
    @Nullable ControlCommand command,
    String fault,
    String place,
    long offset,
    long timestamp) {}
