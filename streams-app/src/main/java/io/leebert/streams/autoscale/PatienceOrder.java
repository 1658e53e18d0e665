package io.leebert.streams.autoscale;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a model's patience to be, in place of what the settings say: a number, or
 * what the load asks for, within limits or not.
 *
 * @param pin the patience, whatever the load; null to follow the load
 * @param least smallest patience that the load may choose; null as the settings have it
 * @param most largest patience that the load may choose; null as the settings have it
 */
public record PatienceOrder(
    @Nullable Integer pin, @Nullable Integer least, @Nullable Integer most) {

  /** Whether limits were given. */
  boolean ranged() {
    return least != null || most != null;
  }

  @Override
  public String toString() {
    if (pin != null) {
      return "patience " + pin;
    }
    if (!ranged()) {
      return "patience that follows the load";
    }
    return "patience from "
        + (least == null ? "least" : least)
        + " to "
        + (most == null ? "most" : most);
  }
}
