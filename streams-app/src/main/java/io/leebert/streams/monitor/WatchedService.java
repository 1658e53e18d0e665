package io.leebert.streams.monitor;

import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.models.ModelSlot;
import io.leebert.streams.models.ServedModel;
import java.util.function.Function;

/**
 * The parts of a service that are looked at; only looked at.
 *
 * @param slot holds the model in service
 * @param batcher feeds the device
 * @param paces gives the pace of a model
 */
public record WatchedService(
    ModelSlot slot, MicroBatcher batcher, Function<ServedModel, ModelPace> paces) {

  /** Name and version of the model in service. */
  String model() {
    return slot.current().model().name();
  }

  /** Its pace. */
  ModelPace pace() {
    return paces.apply(slot.current());
  }
}
