package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTokenizerTest {

  @Test
  void specialTokensStandAroundTheTextAndNothingIsPadded() {
    try (TextTokenizer tokenizer = TextTokenizer.of(TinyTokenizer.json(), 8)) {
      TokenizedRow row = tokenizer.tokenize("late parcel", null, 3);

      assertThat(row.ids()).containsExactly(TinyTokenizer.CLS, 4, 5, TinyTokenizer.SEP);
      assertThat(row.types()).containsOnly(0);
      assertThat(row.gold()).isEqualTo(3);
      assertThat(row.truncated()).isFalse();
    }
  }

  @Test
  void aLongTextIsCutAndSaysSo() {
    try (TextTokenizer tokenizer = TextTokenizer.of(TinyTokenizer.json(), 4)) {
      TokenizedRow row = tokenizer.tokenize("late parcel late parcel late", null, 0);

      assertThat(row.ids()).containsExactly(TinyTokenizer.CLS, 4, 5, TinyTokenizer.SEP);
      assertThat(row.truncated()).isTrue();
    }
  }

  @Test
  void theSecondTextOfAPairIsAnotherSegmentAndTheLongerPartIsCutFirst() {
    try (TextTokenizer tokenizer = TextTokenizer.of(TinyTokenizer.json(), 7)) {
      TokenizedRow row = tokenizer.tokenize("late late late late late", "parcel parcel", 0);

      assertThat(row.ids())
          .containsExactly(TinyTokenizer.CLS, 4, 4, TinyTokenizer.SEP, 5, 5, TinyTokenizer.SEP);
      assertThat(row.types()).containsExactly(0, 0, 0, 0, 1, 1, 1);
    }
  }

  @Test
  void rowsKeepTheirOrderAndClasses() {
    try (TextTokenizer tokenizer = TextTokenizer.of(TinyTokenizer.json(), 8)) {
      List<TokenizedRow> rows =
          tokenizer.tokenize(
              List.of(
                  new LabelledRow("late", null, "a", 1), new LabelledRow("parcel", null, "b", 2)),
              new int[] {1, 0});

      assertThat(rows).extracting(TokenizedRow::gold).containsExactly(1, 0);
      assertThat(rows.get(1).ids()[1]).isEqualTo(5);
      assertThat(rows.get(1).length()).isEqualTo(3);
    }
  }

  @Test
  void wordsNobodyKnowsAreTokensToo() {
    try (TextTokenizer tokenizer = TextTokenizer.of(TinyTokenizer.json(), 8)) {
      assertThat(tokenizer.tokenize("LATE \u00fc\u00fc \uD83D\uDE00", null, 0).ids())
          .containsExactly(TinyTokenizer.CLS, 4, 1, 1, TinyTokenizer.SEP);
    }
  }

  @Test
  void aPairThatFitsExactlyIsNotCutAndOneMoreTokenIs() {
    try (TextTokenizer tokenizer = TextTokenizer.of(TinyTokenizer.json(), 6)) {
      assertThat(tokenizer.tokenize("late parcel", "money", 0).truncated()).isFalse();
      TokenizedRow cut = tokenizer.tokenize("late parcel", "money please", 0);
      assertThat(cut.truncated()).isTrue();
      assertThat(cut.length()).isEqualTo(6);
    }
  }

  @Test
  void theLibraryIsToldToStayOffTheNetworkBeforeItLoads() {
    TextTokenizer.of(TinyTokenizer.json(), 6).close();

    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(Utils.isOfflineMode()).isTrue();
  }

  @Test
  void whatIsNoTokenizerIsRefused() {
    assertThatThrownBy(() -> TextTokenizer.of("{}", 8))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tokenizer.json cannot be read");
  }
}
