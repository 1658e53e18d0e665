package io.leebert.streams.models;

import io.leebert.streams.batch.BatchPace;
import io.leebert.streams.batch.Network;
import io.leebert.streams.inference.LoadedModel;
import java.util.function.Consumer;

/**
 * A model in service. Its network and tokenizer are good for whoever holds it: the slot, and every
 * event from its tokens to its outcome. With the last of them it ends.
 *
 * @param model the model
 * @param network its network as the batcher runs it, which counts those who hold it
 */
public record ServedModel(LoadedModel model, Network network) {

  /**
   * A model that its maker holds.
   *
   * @param pace what its rows go by
   * @param closer is handed the model when nobody holds it any more
   */
  public static ServedModel of(LoadedModel model, BatchPace pace, Consumer<LoadedModel> closer) {
    return new ServedModel(
        model, new Network(model.classifier(), pace, () -> closer.accept(model)));
  }

  /** Holds it, unless it has ended; false when it has. */
  public boolean hold() {
    return network.hold();
  }

  /** Lets it go; to be called once by everyone who holds it. */
  public void release() {
    network.release();
  }
}
