package io.leebert.schemas.catalogue;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;

/** Model events as tests need them. */
final class ModelEvents {
  private ModelEvents() {}

  static ModelEvent of(ModelEventType type, String model, String version) {
    return ModelEvent.newBuilder().setModel(model).setModelVersion(version).setType(type).build();
  }
}
