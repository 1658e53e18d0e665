package io.leebert.streams.inference;

/**
 * One row of a batch.
 *
 * @param tokens what the network reads
 * @param patience agreeing exits in a row that are enough for this row to leave, 0 to the number of
 *     layers; or {@link #FOLLOWS}
 */
public record Row(TokenizedText tokens, int patience) {

  /** Not a depth of its own: whatever is in force when the row's batch begins. */
  public static final int FOLLOWS = -1;

  /** A row whose depth follows the load. */
  public static Row following(TokenizedText tokens) {
    return new Row(tokens, FOLLOWS);
  }

  /** The row as it runs while the given patience is in force. */
  public Row at(int inForce) {
    return patience == FOLLOWS ? new Row(tokens, inForce) : this;
  }
}
