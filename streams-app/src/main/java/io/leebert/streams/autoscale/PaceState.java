package io.leebert.streams.autoscale;

import java.util.List;

/**
 * What a pace does now and why, for people and meters to look at.
 *
 * @param patience patience in force
 * @param motive why, in kinds
 * @param reason why, in words
 * @param choices what may be chosen, cheapest first, with what the device does with each; empty
 *     where the load cannot lead
 */
public record PaceState(
    int patience, Motive motive, String reason, List<LoadSnapshot.Choice> choices) {
  /** Copies the list. */
  public PaceState {
    choices = List.copyOf(choices);
  }
}
