package io.leebert.streams.inference;

/**
 * One row of a batch.
 *
 * @param tokens what the network reads
 * @param patience agreeing exits in a row that are enough for this row to leave, 0 to the number of
 *     layers
 */
public record Row(TokenizedText tokens, int patience) {}
