package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Held out by the text alone. */
class TextHashTest {

  @Test
  void theSideOfATextIsTheSameInEveryReleaseForEver() {
    // Were this to change, models would be scored on what their parents learned from.
    assertThat(TextHash.of(TextHash.key("Where is my parcel?", null)))
        .isEqualTo("c34ddb857c34aefae3edbd8971be2d605eefb201f7d03d80f4dab3ffa2017b4e");
    assertThat(TextHash.of(TextHash.key("How are you?", "Fine.")))
        .isEqualTo("2ad2798e9d8b524b062e48dbb6355559a9315244b467ffcbf0614a07ab775e1c");
  }

  @Test
  void caseAndSpacesDoNotChangeTheSide() {
    String hash = TextHash.of(TextHash.key("Where is my parcel?", null));

    assertThat(TextHash.of(TextHash.key("  where\tIS my \u00a0 parcel?\n", null))).isEqualTo(hash);
    assertThat(TextHash.of(TextHash.key("where is my parcel", null))).isNotEqualTo(hash);
  }

  @Test
  void aPairIsAnotherTextThanItsPartsTogether() {
    assertThat(TextHash.key("a b", null)).isNotEqualTo(TextHash.key("a", "b"));
    assertThat(TextHash.key("a b", "c")).isNotEqualTo(TextHash.key("a", "b c"));
    assertThat(TextHash.key("a\nb", null)).isNotEqualTo(TextHash.key("a", "b"));
  }

  @Test
  void aboutTheShareThatWasAskedForIsHeldOut() {
    for (double share : new double[] {0.05, 0.2, 0.5}) {
      long held = IntStream.range(0, 20_000).filter(i -> heldOut("text " + i, share)).count();
      assertThat(held / 20_000.0).isCloseTo(share, within(0.015));
    }
  }

  @Test
  void whatIsHeldOutAtAShareIsHeldOutAtEveryLargerOne() {
    assertThat(IntStream.range(0, 2_000).filter(i -> heldOut("text " + i, 0.1)))
        .isNotEmpty()
        .allMatch(i -> heldOut("text " + i, 0.3));
  }

  private static boolean heldOut(String text, double share) {
    return TextHash.heldOut(TextHash.of(TextHash.key(text, null)), share);
  }
}
