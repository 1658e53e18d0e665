package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the header of a file may say of its arrays. */
class SafetensorsHeaderTest {

  @Test
  void arraysThatLieOneBehindTheOtherAreFoundWhereverTheirNamesSort() {
    SafetensorsHeader header =
        header(
            "{'b':"
                + floats(2, 0, 8)
                + ",'a':"
                + floats(1, 8, 12)
                + ",'empty':"
                + floats(0, 8, 8)
                + "}");

    assertThatCode(() -> header.requireGapless(12)).doesNotThrowAnyException();
    assertThat(header.names()).containsExactly("a", "b", "empty");
    assertThat(header.place("a").begin()).isEqualTo(8);
    assertThat(header.place("b").bytes()).isEqualTo(8);
    assertThat(header.place("empty").shape()).containsExactly(0);
  }

  @Test
  void arraysThatOverlapAreRefusedByName() {
    assertThatThrownBy(
            () ->
                header("{'a':" + floats(2, 0, 8) + ",'b':" + floats(2, 4, 12) + "}")
                    .requireGapless(12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("f: array b lies at [4,12], expected it to begin at 8, where a ends");
    assertThatThrownBy(
            () ->
                header("{'a':" + floats(2, 0, 8) + ",'b':" + floats(2, 0, 8) + "}")
                    .requireGapless(8))
        .hasMessage("f: array b lies at [0,8], expected it to begin at 8, where a ends");
  }

  @Test
  void bytesThatBelongToNoArrayAreRefused() {
    assertThatThrownBy(() -> header("{'a':" + floats(1, 4, 8) + "}").requireGapless(8))
        .hasMessage("f: array a lies at [4,8], expected it to begin at 0, where the header ends");
    assertThatThrownBy(() -> header("{'a':" + floats(1, 0, 4) + "}").requireGapless(5))
        .hasMessage("f has 5 bytes of arrays, its header tells of 4");
    assertThatThrownBy(() -> header("{'a':" + floats(1, 0, 4) + "}").requireGapless(3))
        .hasMessage("f has 3 bytes of arrays, its header tells of 4: it is cut short");
  }

  @Test
  void shapesThatAreNoneAreRefused() {
    for (String shape : new String[] {"[-1]", "['x']", "[2,null]"}) {
      assertThatThrownBy(
              () ->
                  header("{'a':{'dtype':'F32','shape':" + shape + ",'data_offsets':[0,4]}}")
                      .place("a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has the impossible shape ");
    }
  }

  @Test
  void placesThatAreNoneAreRefused() {
    for (String offsets : new String[] {"[-4,0]", "[0,-4]", "[]", "3", "['x','y']", "[8,4]"}) {
      String entry = "{'dtype':'F32','shape':[1],'data_offsets':" + offsets + "}";
      assertThatThrownBy(() -> header("{'a':" + entry + "}").requireGapless(4))
          .as(offsets)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("f: array a lies at ");
    }
  }

  @Test
  void aHeaderMayEndInSpacesButNotInAnotherHeader() {
    String one = "{'a':" + floats(1, 0, 4) + "}";

    assertThat(header(one + "       ").names()).containsExactly("a");
    assertThatThrownBy(() -> header(one + " {'b':" + floats(1, 4, 8) + "}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "f is no safetensors file: its header is followed by more JSON at column "
                + (one.length() + 2)
                + ", expected spaces at most");
    assertThatThrownBy(() -> header(one + "}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("f is no safetensors file: its header is no JSON: ");
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> header("{'a':" + floats(1, 0, 4) + ",'a':" + floats(1, 4, 8) + "}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "f is no safetensors file: its header is no JSON: Duplicate field 'a'");
  }

  @Test
  void aTypeIsRefusedOnlyWhereTheArrayIsWanted() {
    SafetensorsHeader header =
        header(
            "{'ids':{'dtype':'I64','shape':[1],'data_offsets':[0,8]},'a':"
                + floats(1, 8, 12)
                + "}");

    assertThatCode(() -> header.requireGapless(12)).doesNotThrowAnyException();
    assertThat(header.place("a").format()).isEqualTo(FloatFormat.F32);
    assertThatThrownBy(() -> header.place("ids"))
        .hasMessage("f: array ids is of type I64, expected F32, F16 or BF16");
    assertThatThrownBy(() -> header.place("none")).hasMessage("f has no array none");
  }

  private static String floats(int count, int begin, int end) {
    return "{'dtype':'F32','shape':[%d],'data_offsets':[%d,%d]}".formatted(count, begin, end);
  }

  private static SafetensorsHeader header(String json) {
    return SafetensorsHeader.parse(
        Path.of("f"), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
