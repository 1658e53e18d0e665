package io.leebert.streams.autoscale;

/**
 * What the controller decided.
 *
 * @param patience patience from now on
 * @param motive why, in kinds
 * @param reason why, in words
 * @param memory to be handed to the next decision
 */
public record Decision(int patience, Motive motive, String reason, Memory memory) {}
