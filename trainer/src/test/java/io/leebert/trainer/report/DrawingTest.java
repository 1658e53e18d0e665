package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.AWTError;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java without fonts says so in one of many ways; whoever wants a picture hears one of them. */
class DrawingTest {
  private static final String PICTURE = "spike.png";

  static Stream<Throwable> whatAJavaWithoutFontsThrows() {
    return Stream.of(
        new Error("Probable fatal error: No physical fonts found."),
        new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
        new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager"),
        new InternalError("Fontconfig head is null, check your fonts or fonts configuration"),
        new AWTError("no toolkit"),
        new NullPointerException("sun.awt.FontConfiguration.head is null"));
  }

  @ParameterizedTest
  @MethodSource("whatAJavaWithoutFontsThrows")
  void whateverIsThrownWithoutFontsIsAnErrorOfThatPictureWithACure(Throwable thrown) {
    assertThatThrownBy(() -> Drawing.require(PICTURE, () -> raise(thrown)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("spike.png could not be drawn: " + said(thrown) + ". Drawing needs")
        .hasMessageContaining("apt-get install fontconfig fonts-dejavu-core")
        .hasCause(thrown);
  }

  @Test
  void memoryThatIsUsedUpIsNoMatterOfFonts() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");

    assertThatThrownBy(() -> Drawing.require(PICTURE, () -> raise(full))).isSameAs(full);
  }

  @Test
  void whereThereAreFontsNothingIsSaid() {
    assertThatCode(() -> Drawing.require(PICTURE)).doesNotThrowAnyException();
  }

  /** Its own full stop would be a second one. */
  private static String said(Throwable thrown) {
    String words = thrown.toString();
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  private static void raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
