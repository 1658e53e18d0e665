package io.leebert.streams.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.store.StoreException;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.inference.DeviceMissingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that an application starts with: the version promoted last. Where that one cannot serve
 * the one promoted before it does, as in the instances that run already; where nothing is promoted,
 * the bundle of the settings.
 */
final class FirstModel {
  private static final Logger LOG = LoggerFactory.getLogger(FirstModel.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /**
   * A service that has begun.
   *
   * @param sha256 of the manifest of its model
   */
  record Started(ModelService service, String sha256) {}

  /** The version that is to serve cannot be fetched for now. */
  private static final class UnreachableException extends StartException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Begins with a bundle. */
  interface Opening {
    ModelService open(ModelBundle bundle);
  }

  private final ServeSettings settings;
  private final ModelsSettings models;
  private final Catalogue catalogue;
  private final Versions versions;
  private final InstanceReports reports;
  private final LongSupplier nanoClock;

  FirstModel(
      ServeSettings settings,
      ModelsSettings models,
      Catalogue catalogue,
      Versions versions,
      InstanceReports reports,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.models = models;
    this.catalogue = catalogue;
    this.versions = versions;
    this.reports = reports;
    this.nanoClock = nanoClock;
  }

  /**
   * Name of the model to serve.
   *
   * @throws StartException when nothing says which
   */
  String name() {
    String own = models.model();
    if (own != null) {
      return own;
    }
    Path path = settings.bundle();
    if (path != null) {
      try (ModelBundle bundle = ModelBundle.read(path)) {
        return bundle.manifest().getModel();
      }
    }
    Set<String> promoted =
        catalogue.models().stream()
            .filter(model -> catalogue.current(model) != null)
            .collect(Collectors.toCollection(TreeSet::new));
    if (promoted.size() == 1) {
      return promoted.iterator().next();
    }
    if (promoted.isEmpty()) {
      throw nothingPromoted("any model");
    }
    throw new StartException(
        models.topic()
            + " has promoted versions of several models, "
            + String.join(", ", promoted)
            + ": say which is to be served with "
            + ServeKeys.MODEL);
  }

  /**
   * Begins with the version that is to serve.
   *
   * @throws StartException when there is none that can
   */
  Started start(String name, Opening opening) {
    RuntimeException first = null;
    for (Entry version : catalogue.promoted(name)) {
      try (ModelBundle bundle = fetch(version)) {
        return new Started(opening.open(bundle), bundle.manifestSha256());
      } catch (UnreachableException | DeviceMissingException e) {
        throw e; // No other version would do better, or be the right one.
      } catch (RuntimeException e) {
        LOG.warn(
            "{} was promoted and cannot serve: {}", Versions.name(version.event()), e.getMessage());
        reports.report(ServingStage.failed(version.event(), reports.instance(), e).build());
        first = first == null ? e : first;
      }
    }
    return bundle(name, opening, first);
  }

  private Started bundle(String name, Opening opening, @Nullable RuntimeException failure) {
    Path path = settings.bundle();
    if (path == null) {
      if (failure == null) {
        throw nothingPromoted(name);
      }
      throw new StartException(
          "no promoted version of " + name + " can serve: " + failure.getMessage(), failure);
    }
    try (ModelBundle bundle = ModelBundle.read(path)) {
      String found = bundle.manifest().getModel();
      if (!found.equals(name)) {
        throw new StartException(
            ServeKeys.MODEL
                + " is "
                + name
                + ", but "
                + ServeKeys.BUNDLE
                + ", which is served while no version of it is promoted, holds "
                + found);
      }
      LOG.info(
          "{}: {} is served",
          failure == null
              ? "no version of " + name + " is promoted on " + models.topic()
              : "no promoted version of " + name + " can serve",
          path);
      return new Started(opening.open(bundle), bundle.manifestSha256());
    }
  }

  /** Tries again for as long as a start may take: to begin with another version is no way out. */
  private ModelBundle fetch(Entry version) {
    long deadline = nanoClock.getAsLong() + settings.startTimeout().toNanos();
    while (true) {
      try {
        return versions.fetch(version);
      } catch (StoreException e) {
        if (!e.retryable()) {
          throw e;
        }
        if (nanoClock.getAsLong() + RETRY.toNanos() > deadline) {
          throw new UnreachableException(
              Versions.name(version.event())
                  + " is to serve and cannot be fetched: "
                  + e.getMessage()
                  + ". Tried for "
                  + settings.startTimeout().toSeconds()
                  + " s",
              e);
        }
        LOG.warn("{} is tried again: {}", Versions.name(version.event()), e.getMessage());
        sleep();
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(RETRY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while waiting for the bundle store", e);
    }
  }

  private StartException nothingPromoted(String what) {
    return new StartException(
        "no version of "
            + what
            + " is promoted on "
            + models.topic()
            + ", and "
            + ServeKeys.BUNDLE
            + " is not set: promote one (leebert control promote), or name a bundle to begin with");
  }
}
