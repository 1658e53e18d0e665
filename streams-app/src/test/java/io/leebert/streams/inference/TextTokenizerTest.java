package io.leebert.streams.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTokenizerTest {
  private static final long CLS = 2;
  private static final long SEP = 3;

  @Test
  void aTextIsTokensBetweenClsAndSepWithoutPadding() {
    try (TextTokenizer tokenizer = SmallModel.tokenizer(8)) {
      TokenizedText text = tokenizer.tokenize("1 2", null);
      assertThat(text.ids()).containsExactly(CLS, SmallModel.id(1), SmallModel.id(2), SEP);
      assertThat(text.segmentIds()).containsOnly(0);
      assertThat(text.truncated()).isFalse();
    }
  }

  @Test
  void aPairHasTwoSegments() {
    try (TextTokenizer tokenizer = SmallModel.tokenizer(8)) {
      TokenizedText text = tokenizer.tokenize("1", "2 3");
      assertThat(text.ids())
          .containsExactly(CLS, SmallModel.id(1), SEP, SmallModel.id(2), SmallModel.id(3), SEP);
      assertThat(text.segmentIds()).containsExactly(0, 0, 0, 1, 1, 1);
    }
  }

  @Test
  void theFilesOwnTruncationIsNotObeyedOurLengthIs() {
    try (TextTokenizer tokenizer = SmallModel.tokenizer(6)) {
      // The file says 3 tokens and padding to 20.
      assertThat(tokenizer.tokenize("1 2 3 4", null).length()).isEqualTo(6);
      TokenizedText cut = tokenizer.tokenize("1 2 3 4 5", null);
      assertThat(cut.length()).isEqualTo(6);
      assertThat(cut.truncated()).isTrue();
    }
  }

  @Test
  void ofAPairTheLongerTextIsCutFirst() {
    try (TextTokenizer tokenizer = SmallModel.tokenizer(7)) {
      TokenizedText text = tokenizer.tokenize("1", "2 3 4 5 6 7");
      assertThat(text.ids()).startsWith(CLS, SmallModel.id(1), SEP, SmallModel.id(2)).endsWith(SEP);
      assertThat(text.length()).isEqualTo(7);
      assertThat(text.truncated()).isTrue();
    }
  }

  @Test
  void modelsThatReadMoreThan512TokensAreNotCutThere() {
    String text = IntStream.range(0, 700).mapToObj(i -> "1").collect(Collectors.joining(" "));
    try (TextTokenizer tokenizer = SmallModel.tokenizer(1024)) {
      TokenizedText tokens = tokenizer.tokenize(text, null);
      assertThat(tokens.length()).isEqualTo(702);
      assertThat(tokens.truncated()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\n"})
  void aTextWithoutATokenOfItsOwnIsRefused(String text) {
    try (TextTokenizer tokenizer = SmallModel.tokenizer(8)) {
      assertThatThrownBy(() -> tokenizer.tokenize(text, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the text has nothing that the tokenizer reads");
    }
  }

  @Test
  void charactersThatTheTokenizerDropsAreNoText() {
    Path file = Path.of("src/test/resources/tiny-bundle/tokenizer.json");
    try (TextTokenizer tokenizer = TextTokenizer.read(file, 8)) {
      assertThatThrownBy(() -> tokenizer.tokenize("\u200B\u0007\uFFFD", null))
          .hasMessageContaining("only blanks and control characters");
      assertThat(tokenizer.tokenize("\uD83D\uDE00", null).length()).as("an emoji").isEqualTo(3);
      assertThat(tokenizer.tokenize("\u05E9\u05DC\u05D5\u05DD", null).length())
          .as("Hebrew")
          .isEqualTo(3);
    }
  }

  @Test
  void ofAVeryLongTextOnlyTheBeginningIsLookedAtAndTheResultIsTheSame() {
    String words = IntStream.range(0, 100).mapToObj(i -> i + " ").collect(Collectors.joining());
    String text = words.repeat(4_000);
    try (TextTokenizer tokenizer = SmallModel.tokenizer(8)) {
      TokenizedText tokens = tokenizer.tokenize(text, null);
      assertThat(tokens.ids()).isEqualTo(tokenizer.tokenize(words, null).ids());
      assertThat(tokens.truncated()).isTrue();
    }
  }

  @Test
  void whatIsNotLookedAtIsMarkedAsCutOffEvenIfTheRestIsShort() {
    int looked = 8 * TextTokenizer.CHARACTERS_PER_TOKEN;
    try (TextTokenizer tokenizer = SmallModel.tokenizer(8)) {
      for (String endless : new String[] {"x".repeat(looked + 1), "\uD83D\uDE00".repeat(looked)}) {
        TokenizedText tokens = tokenizer.tokenize(endless, null);
        assertThat(tokens.length()).isEqualTo(3);
        assertThat(tokens.truncated()).isTrue();
      }
      assertThat(tokenizer.tokenize("x".repeat(looked), null).truncated()).isFalse();
      TokenizedText indented = tokenizer.tokenize(" ".repeat(10_000) + "1 2", null);
      assertThat(indented.length()).isEqualTo(4);
      assertThat(indented.truncated()).as("only blanks were left out").isFalse();
    }
  }

  @Test
  void halfACharacterDoesNoHarm() {
    try (TextTokenizer tokenizer = SmallModel.tokenizer(8)) {
      assertThat(tokenizer.tokenize("1 \uD83D 2", null).ids()).startsWith(CLS, SmallModel.id(1));
    }
  }

  @Test
  void theLibraryNeitherReportsNorDownloadsAnything() {
    SmallModel.tokenizer(8).close();
    assertThat(Utils.isOfflineMode()).isTrue();
  }

  @Test
  void aFileThatIsNoTokenizerIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThatThrownBy(() -> TextTokenizer.read(file, 8))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("cannot read the tokenizer " + file);
  }

  @Test
  void aModelForPairsRefusesAnEventWithoutASecondText() {
    try (LoadedModel model = SmallModel.around(new ScriptedClassifier(), true)) {
      assertThat(model.tokenize("1", "2").length()).isEqualTo(5);
      assertThatThrownBy(() -> model.tokenize("1", null))
          .hasMessage("small 7 was trained on pairs of texts, but the event has no second text");
    }
  }

  @Test
  void closingAModelClosesItsNetwork() {
    ScriptedClassifier network = new ScriptedClassifier();
    SmallModel.around(network).close();
    assertThat(network.closed()).isTrue();
  }
}
