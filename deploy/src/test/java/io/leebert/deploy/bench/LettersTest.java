package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.AWTError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java without fonts says so in one of many ways; whoever wants a picture hears one of them. */
class LettersTest {
  private static final Path PICTURE = Path.of("spike.png");

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
    assertThatThrownBy(() -> Letters.require(PICTURE, () -> raise(thrown)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot draw spike.png: " + thrown)
        .hasMessageContaining("apt-get install fontconfig fonts-dejavu-core")
        .hasCause(thrown);
  }

  @Test
  void memoryThatIsUsedUpIsNoMatterOfFonts() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");

    assertThatThrownBy(() -> Letters.require(PICTURE, () -> raise(full))).isSameAs(full);
  }

  @Test
  void whereThereAreFontsNothingIsSaid() {
    assertThatCode(() -> Letters.require(PICTURE)).doesNotThrowAnyException();
  }

  private static void raise(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
