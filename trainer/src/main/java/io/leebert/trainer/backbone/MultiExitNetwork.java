package io.leebert.trainer.backbone;

import java.util.List;

/**
 * A trained network, free of any engine: what training hands to the export.
 *
 * @param backbone the encoder with its trained weights
 * @param pooling what every exit looks at
 * @param exits one exit per layer, lowest first
 * @param votes per exit, whether it may count towards patience and be left at; the last one does
 * @param labels label of every class, in the order of the logits
 * @param maxLength longest input in tokens
 */
public record MultiExitNetwork(
    Backbone backbone,
    Pooling pooling,
    List<LinearExit> exits,
    List<Boolean> votes,
    List<String> labels,
    int maxLength) {

  /**
   * Copies the lists and checks that there is one exit and one vote per layer.
   *
   * @throws IllegalArgumentException when counts differ or the last exit does not vote
   */
  public MultiExitNetwork {
    exits = List.copyOf(exits);
    votes = List.copyOf(votes);
    labels = List.copyOf(labels);
    int layers = backbone.config().layers();
    if (exits.size() != layers || votes.size() != layers) {
      throw new IllegalArgumentException(
          layers
              + " layers need as many exits and votes, found "
              + exits.size()
              + " exits and "
              + votes.size()
              + " votes");
    }
    if (!votes.get(layers - 1)) {
      throw new IllegalArgumentException("the last exit, number " + layers + ", must vote");
    }
  }
}
