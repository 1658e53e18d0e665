package io.leebert.trainer.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text file's bytes: UTF-8, with or without a byte order mark, cut into lines on request. */
final class TextBytes {

  private final Path file;
  private final byte[] bytes;
  private final int start;

  private TextBytes(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.start =
        bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF
            ? 3
            : 0;
  }

  /** A line: its 1-based number and its text, null when its bytes are not UTF-8. */
  record Line(long number, @Nullable String text) {}

  static TextBytes read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(file + " is a folder, expected a file of labelled texts");
      }
      return new TextBytes(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new DataException("no such file: " + file);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage());
    }
  }

  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Lines end in a newline, with or without a carriage return before it; no others break a line.
   */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int from = start;
    for (int i = start; i <= bytes.length; i++) {
      boolean end = i == bytes.length;
      if (end && from == i) {
        break;
      }
      if (end || bytes[i] == '\n') {
        int to = i > from && bytes[i - 1] == '\r' ? i - 1 : i;
        lines.add(new Line(lines.size() + 1L, decode(from, to)));
        from = i + 1;
      }
    }
    return lines;
  }

  /** The whole text. */
  String text() {
    String text = decode(start, bytes.length);
    if (text == null) {
      for (Line line : lines()) {
        if (line.text() == null) {
          throw new DataException(file + ":" + line.number() + ": not UTF-8");
        }
      }
      throw new DataException(file + ": not UTF-8");
    }
    return text;
  }

  private @Nullable String decode(int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
