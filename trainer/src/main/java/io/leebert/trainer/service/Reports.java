package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import java.util.function.BiFunction;

/** How the threads that work on commands have things said on the models topic. */
interface Reports {

  /** How far a command is; of several in short time the last is said. Returns at once. */
  void progress(OpenCommand open, Progress progress);

  /**
   * Has something decided and said, and waits until it is committed.
   *
   * @param decide gets the catalogue of that moment and what is known of the command in it
   * @return what is known of the command then
   * @throws StoppedException when the command has come to its end, or is not this service's any
   *     more
   */
  OpenCommand say(OpenCommand open, BiFunction<Catalogue, OpenCommand, Decision> decide);
}
