package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.store.BundleSource;
import io.leebert.schemas.store.BundleStores;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.inference.ModelLoadException;
import java.nio.file.Path;

/** Fetches announced versions, and takes none for another. */
final class Versions implements AutoCloseable {
  private final BundleSource source;
  private final Path folder;

  Versions(BundleSource source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** Versions from wherever the settings know how to fetch. */
  static Versions of(ModelsSettings models) {
    return new Versions(BundleStores.source(models.store()), models.folder());
  }

  /**
   * Fetches one, every digest checked.
   *
   * @throws RuntimeException naming what is missing or does not fit
   */
  ModelBundle fetch(Entry version) {
    ModelEvent event = version.event();
    String uri = event.getUri();
    if (uri == null) {
      throw new ModelLoadException(
          name(event) + " was promoted without saying where its bundle lies", null);
    }
    ModelBundle bundle = source.fetch(BundleStores.uri(uri), event.getSha256(), folder);
    ModelManifest manifest = bundle.manifest();
    if (!manifest.getModel().equals(event.getModel())
        || !manifest.getModelVersion().equals(event.getModelVersion())) {
      bundle.close();
      throw new ModelLoadException(
          "the bundle at "
              + uri
              + " calls itself "
              + manifest.getModel()
              + " "
              + manifest.getModelVersion()
              + ", but was announced as "
              + name(event)
              + ": predictions would name another model than the one that was promoted",
          null);
    }
    return bundle;
  }

  /** Name and version. */
  static String name(ModelEvent event) {
    return event.getModel() + " " + event.getModelVersion();
  }

  @Override
  public void close() {
    source.close();
  }
}
