package io.leebert.deploy.control;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Follows one command on the models topic up to its end. */
public final class CommandWatch {
  private static final Duration POLL = Duration.ofMillis(250);

  /** A trainer that is there answers at once, also while it trains. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Catalogue catalogue;
  private final Consumer<Duration> poll;
  private final LongSupplier nanoClock;

  /**
   * A watch.
   *
   * @param catalogue has been read up to the present
   * @param poll reads on into it, and waits as long as it is told for something to come
   * @param nanoClock the time, in nanoseconds
   */
  public CommandWatch(Catalogue catalogue, Consumer<Duration> poll, LongSupplier nanoClock) {
    this.catalogue = catalogue;
    this.poll = poll;
    this.nanoClock = nanoClock;
  }

  /**
   * Waits for a command's end.
   *
   * @param view hears of everything new
   * @param atMost null to wait as long as it takes
   * @return the command's last event, or null when the time is up
   */
  public @Nullable Entry await(String commandId, CommandView view, @Nullable Duration atMost) {
    long begin = nanoClock.getAsLong();
    boolean hinted = false;
    boolean away = false;
    Entry known = catalogue.command(commandId);
    if (known != null) {
      view.show(known.event());
    }
    // As they come, and not what is last when a poll returns: that may have brought several.
    catalogue.onEach(
        (key, entry) -> {
          if (key.equals(CatalogueKeys.command(commandId))) {
            view.show(entry.event());
          }
        });
    while (true) {
      Entry entry = catalogue.command(commandId);
      if (catalogue.ended(commandId)) {
        return entry;
      }
      long waited = nanoClock.getAsLong() - begin;
      if (atMost != null && waited > atMost.toNanos()) {
        return null;
      }
      if (entry == null && !hinted && waited > ANSWER_WITHIN.toNanos()) {
        hinted = true;
        view.silence("no answer yet: is a trainer-service running that reads this control topic?");
      }
      try {
        poll.accept(POLL);
        away = false;
      } catch (RegistryUnavailableException e) {
        // Nothing is lost, and what was asked for goes on meanwhile.
        if (!away) {
          view.silence(e.getMessage() + "; waiting for it");
        }
        away = true;
      }
    }
  }
}
