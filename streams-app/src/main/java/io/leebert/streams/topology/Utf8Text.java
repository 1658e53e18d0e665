package io.leebert.streams.topology;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text out of bytes and back, where nothing may be replaced in silence. */
final class Utf8Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8Text() {}

  /**
   * The text of UTF-8 bytes.
   *
   * @param what whose bytes they are, for the message
   * @throws UnreadableEventException naming the first byte that is wrong
   */
  static String of(byte[] bytes, String what) {
    return of(ByteBuffer.wrap(bytes), what);
  }

  /** The text of the buffer's remaining bytes; see {@link #of(byte[], String)}. */
  static String of(ByteBuffer bytes, String what) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    int start = bytes.position();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw new UnreadableEventException(
          "expected "
              + what
              + " in UTF-8, found other bytes: the first at byte "
              + (bytes.position() - start)
              + " is 0x"
              + String.format("%02x", bytes.get(bytes.position())));
    }
    return text.flip().toString();
  }

  /** Whether the text holds half a surrogate pair, which no UTF-8 can carry. */
  static boolean hasLoneSurrogate(String text) {
    return firstLoneSurrogate(text, 0) < text.length();
  }

  /** The text with U+FFFD in place of each lone surrogate, as encoders put it. */
  static String withoutLoneSurrogates(String text) {
    int at = firstLoneSurrogate(text, 0);
    if (at == text.length()) {
      return text;
    }
    StringBuilder sound = new StringBuilder(text);
    while (at < sound.length()) {
      sound.setCharAt(at, REPLACEMENT);
      at = firstLoneSurrogate(text, at + 1);
    }
    return sound.toString();
  }

  private static int firstLoneSurrogate(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else if (Character.isSurrogate(c)) {
        return i;
      } else {
        i++;
      }
    }
    return text.length();
  }
}
