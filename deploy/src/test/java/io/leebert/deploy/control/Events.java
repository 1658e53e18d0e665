package io.leebert.deploy.control;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;

/** A catalogue that grows event by event. */
final class Events {
  final Catalogue catalogue = new Catalogue();
  private long offset;

  static ModelEvent.Builder event(ModelEventType type, String version) {
    return ModelEvent.newBuilder().setModel("mails").setModelVersion(version).setType(type);
  }

  void version(ModelEventType type, String version) {
    apply(CatalogueKeys.model("mails", version), event(type, version));
  }

  void command(ModelEventType type, String id) {
    command(id, event(type, ""));
  }

  void command(String id, ModelEvent.Builder event) {
    apply(CatalogueKeys.command(id), event.setCommandId(id));
  }

  void apply(String key, ModelEvent.Builder event) {
    catalogue.apply(offset, 1_795_000_000_000L + 1000 * offset, key, event.build());
    offset++;
  }
}
