package io.leebert.streams.cli;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.autoscale.PatienceOrder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order that stands for a model's patience: obeyed by the version in service at once, and by
 * every one that takes its place. Safe for several threads.
 */
final class PatienceOrders {
  private static final long NONE = -1;

  private final String model;
  private long offset = NONE;
  private @Nullable PatienceOrder standing;

  PatienceOrders(String model) {
    this.model = model;
  }

  /**
   * Takes in what the catalogue says now, and has the pace in service go by it. Where that fails,
   * the next look does it again.
   *
   * @return true when that is something else than before
   */
  synchronized boolean look(Catalogue catalogue, Supplier<ModelPace> inService) {
    Entry entry = catalogue.patience(model);
    boolean said = entry != null && entry.event().getType() == ModelEventType.PATIENCE;
    long now = entry != null && said ? entry.offset() : NONE;
    if (now == offset) {
      return false;
    }
    standing = entry != null && said ? order(entry.event()) : null;
    give(inService.get());
    offset = now;
    return true;
  }

  /** Has a pace go by what stands. */
  synchronized void give(ModelPace pace) {
    if (standing != null || pace.isOrdered()) {
      pace.obey(standing);
    }
  }

  @Override
  public synchronized String toString() {
    return standing == null ? "as the settings have it" : "as ordered, with " + standing;
  }

  private static PatienceOrder order(ModelEvent event) {
    return new PatienceOrder(event.getPatience(), event.getPatienceMin(), event.getPatienceMax());
  }
}
