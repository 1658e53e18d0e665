package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.sample.Message;
import io.leebert.deploy.traffic.EventFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFileTest {
  @TempDir Path folder;

  @Test
  void textsAndLabelsComeFromTheColumnsNamed() throws IOException {
    assertThat(file("mails.tsv", "sentence\tlabel\nall fine\t1\nbad\t0\n", "sentence").read())
        .containsExactly(new Message("all fine", "1"), new Message("bad", "0"));
    assertThat(file("mails.jsonl", "{\"text\": \"fine\", \"label\": 1}\n", "text").read())
        .containsExactly(new Message("fine", "1"));
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> file("mails.csv", "body,label\nx,1\n", "text").read())
        .isInstanceOf(EventFileException.class)
        .hasMessageContaining("no column \"text\"")
        .hasMessageContaining("body");
  }

  @Test
  void aTextWithoutALabelIsRefused() {
    assertThatThrownBy(() -> file("mails.jsonl", "{\"text\": \"fine\"}\n", "text").read())
        .isInstanceOf(EventFileException.class)
        .hasMessageContaining("text 1 has no label");
  }

  @Test
  void aFileWithoutLabelsOrWithoutTextsIsRefused() {
    assertThatThrownBy(() -> file("mails.txt", "fine\n", "text").read())
        .hasMessageContaining("expected a file .csv, .tsv or .jsonl");
    assertThatThrownBy(() -> file("mails.csv", "text,label\n", "text").read())
        .hasMessageContaining("holds no texts");
  }

  private LabelledFile file(String name, String content, String text) throws IOException {
    return new LabelledFile(Files.writeString(folder.resolve(name), content), text, "label");
  }
}
