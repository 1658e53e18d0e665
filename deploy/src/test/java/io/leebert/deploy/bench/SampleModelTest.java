package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.broker.EchoMain;
import io.leebert.deploy.quickstart.QuickstartException;
import io.leebert.deploy.quickstart.Teardown;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleGenerator;
import io.leebert.deploy.traffic.EventFile;
import io.leebert.deploy.traffic.OutgoingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleModelTest {
  private static final String LAUNCHER = EchoMain.class.getName();

  @TempDir Path folder;
  private final SampleModel sample = new SampleModel(120);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream progress = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void asManyMessagesAsAreAskedForAreSentAndTheSameEveryTime() {
    assertThat(sample.events()).hasSize(120).doesNotHaveDuplicates();
    assertThat(sample.events())
        .extracting(Message::label)
        .isSubsetOf(SampleGenerator.LABELS)
        .contains("refund", "stock");
    assertThat(new SampleModel(120).events()).isEqualTo(sample.events());
  }

  @Test
  void aBundleThatIsGivenIsServedAsItIs() throws Exception {
    try (Teardown teardown = Teardown.install(folder, "work")) {
      assertThat(sample.bundle(Path.of("models/mails"), LAUNCHER, teardown, progress))
          .isEqualTo(Path.of("models/mails").toAbsolutePath());
      assertThat(teardown.folder()).isEmptyDirectory();
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void withoutOneAModelIsTrainedOnMessagesThatAreNeverSent() throws Exception {
    try (Teardown teardown = Teardown.install(folder, "work")) {
      // This launcher knows no such command: what it was to be trained on is there by then.
      assertThatThrownBy(() -> sample.bundle(null, LAUNCHER, teardown, progress))
          .isInstanceOf(QuickstartException.class)
          .hasMessageContaining("train ended with exit code 1");

      Set<String> known = texts(teardown.folder().resolve("train.csv"));
      known.addAll(texts(teardown.folder().resolve("dev.csv")));
      assertThat(known).hasSizeGreaterThan(2000);
      assertThat(sample.events()).extracting(Message::text).doesNotContainAnyElementsOf(known);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("leebert: training a model on the sample messages");
  }

  private static Set<String> texts(Path file) throws IOException {
    Set<String> texts = new HashSet<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      new EventFile(
              file.toString(),
              EventFile.Layout.CSV,
              new EventFile.Columns("text", null, null, null, "label"))
          .read(reader, (OutgoingEvent event) -> texts.add(event.text()));
    }
    return texts;
  }
}
