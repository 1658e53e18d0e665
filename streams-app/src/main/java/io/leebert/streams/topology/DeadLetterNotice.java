package io.leebert.streams.topology;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a dead letter, less the event itself.
 *
 * @param topic where the event came from
 * @param partition its partition there
 * @param offset its offset there
 * @param cause why, in kinds
 * @param exception why, in full; may quote the event
 * @param modelVersion version of the model that was asked, or null where none was
 */
public record DeadLetterNotice(
    String topic,
    int partition,
    long offset,
    DeadLetterCause cause,
    Exception exception,
    @Nullable String modelVersion) {}
