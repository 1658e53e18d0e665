package io.leebert.schemas.catalogue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Keys of the models topic: what an event is about, so that compaction keeps the last word on it.
 * Names may hold any character; a slash in one is escaped and never ends it.
 */
public final class CatalogueKeys {
  static final String MODEL = "model";
  static final String COMMAND = "command";
  static final String PATIENCE = "patience";
  static final String INSTANCE = "instance";

  private CatalogueKeys() {}

  /** One version of a model. */
  public static String model(String model, String version) {
    return join(MODEL, model, version);
  }

  /** One command, from its acceptance to its end. */
  public static String command(String commandId) {
    return join(COMMAND, commandId);
  }

  /** The patience that a model is to be served with. */
  public static String patience(String model) {
    return join(PATIENCE, model);
  }

  /** One instance that serves a model. */
  public static String instance(String model, String instance) {
    return join(INSTANCE, model, instance);
  }

  private static String join(String kind, String... names) {
    StringBuilder key = new StringBuilder(kind);
    for (String name : names) {
      key.append('/').append(URLEncoder.encode(name, StandardCharsets.UTF_8));
    }
    return key.toString();
  }
}
