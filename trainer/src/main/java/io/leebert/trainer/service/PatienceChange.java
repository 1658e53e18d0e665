package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEventType;
import org.jspecify.annotations.Nullable;

/** SET_PATIENCE: a pinned patience, a range for the load to choose from, or automatic. */
final class PatienceChange {
  /** Where a version's event says how many layers it has. */
  static final String LAYERS = "layers";

  private PatienceChange() {}

  static Decision decide(
      Catalogue catalogue, ControlCommand command, String model, String ownModel) {
    Versions.requireKnown(catalogue, model, ownModel);
    Integer pin = command.getPatience();
    Integer least = command.getPatienceMin();
    Integer most = command.getPatienceMax();
    if (pin != null && (least != null || most != null)) {
      throw new RefusedException(
          "it has both patience and patienceMin or patienceMax: one is a fixed depth, the other a"
              + " range for the load to choose from");
    }
    Integer layers = layers(catalogue.current(model));
    requireWithin("patience", pin, layers);
    requireWithin("patienceMin", least, layers);
    requireWithin("patienceMax", most, layers);
    if (least != null && most != null && most < least) {
      throw new RefusedException(
          "patienceMax is " + most + ", it must not be below patienceMin, which is " + least);
    }
    String id = command.getCommandId();
    return Decision.of(
        new Announcement(
            CatalogueKeys.patience(model),
            Events.event(model, "", ModelEventType.PATIENCE, id)
                .setPatience(pin)
                .setPatienceMin(least)
                .setPatienceMax(most)
                .build()),
        Events.end(id, command, model, ModelEventType.DONE, "patience " + words(pin, least, most)));
  }

  private static String words(
      @Nullable Integer pin, @Nullable Integer least, @Nullable Integer most) {
    if (pin != null) {
      return "is pinned to " + pin;
    }
    return "follows the load"
        + (least == null ? "" : ", at least " + least)
        + (most == null ? "" : ", at most " + most);
  }

  /** What is ordered, as the setting gate-patience has it; null where the load alone decides. */
  static @Nullable String ordered(@Nullable Entry entry) {
    if (entry == null) {
      return null;
    }
    Integer pin = entry.event().getPatience();
    Integer least = entry.event().getPatienceMin();
    Integer most = entry.event().getPatienceMax();
    if (pin != null) {
      return pin.toString();
    }
    return least == null && most == null
        ? null
        : (least == null ? 0 : least) + "-" + (most == null ? "" : most);
  }

  private static @Nullable Integer layers(@Nullable Entry current) {
    String layers = current == null ? null : current.event().getProvenance().get(LAYERS);
    try {
      return layers == null ? null : Integer.valueOf(layers);
    } catch (NumberFormatException e) {
      return null; // Written by another program: instances check for themselves.
    }
  }

  private static void requireWithin(
      String name, @Nullable Integer value, @Nullable Integer layers) {
    if (value != null && (value < 0 || (layers != null && value > layers))) {
      throw new RefusedException(
          name
              + " is "
              + value
              + ", expected 0 to "
              + (layers == null
                  ? "the model's layers"
                  : layers + ", the layers of the version in service"));
    }
  }
}
