package io.leebert.trainer.service;

import io.leebert.schemas.event.ModelEvent;

/**
 * A record of the models topic to be.
 *
 * @param key what it is about, see {@link io.leebert.schemas.catalogue.CatalogueKeys}
 * @param event what is said
 */
record Announcement(String key, ModelEvent event) {}
