package io.leebert.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes files of labelled texts and reads them back. */
record DataFolder(Path folder) {

  Path write(String name, String content) {
    return write(name, content, StandardCharsets.UTF_8);
  }

  Path write(String name, String content, Charset charset) {
    try {
      return Files.write(folder.resolve(name), content.getBytes(charset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a user without options reads it. */
  LabelledFile read(String name, String content) {
    return read(null, Columns.usual(), write(name, content));
  }

  static LabelledFile read(@Nullable DataFormat format, Columns columns, Path file) {
    return new LabelledTextReader(format, columns).read(file);
  }
}
