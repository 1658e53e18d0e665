package io.leebert.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every schema against the ones of each release (src/test/resources/released, a folder per
 * release; a release that changes a schema adds one): today's code must read what any earlier
 * release wrote.
 */
class SchemaEvolutionTest {

  private static final Path CURRENT = Path.of("src/main/avro");
  private static final Path RELEASED = Path.of("src/test/resources/released");

  static List<Path> released() {
    return files(RELEASED);
  }

  @ParameterizedTest
  @MethodSource("released")
  void todaysSchemaReadsWhatTheReleasedOneWrote(Path predecessor) {
    Path current = CURRENT.resolve(predecessor.getFileName());
    assertThat(current).as("a schema that was released stays").exists();
    assertThat(problems(parse(current), parse(predecessor))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("released")
  void aRecordOfTheReleasedSchemaIsReadByTodays(Path predecessor) throws Exception {
    Schema writer = parse(predecessor);
    Object record = SampleData.of(writer);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(writer).write(record, encoder);

    Schema reader = parse(CURRENT.resolve(predecessor.getFileName()));
    GenericData.Record read =
        new GenericDatumReader<GenericData.Record>(writer, reader)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

    for (Schema.Field field : reader.getFields()) {
      assertThat(read.hasField(field.name())).isTrue();
    }
    assertThat(read.getSchema()).isEqualTo(reader);
  }

  @Test
  void everySchemaHasAReleasedPredecessor() {
    assertThat(released())
        .extracting(file -> file.getFileName().toString())
        .containsAll(files(CURRENT).stream().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void aNewFieldWithoutDefaultIsCaught() {
    String event = text(CURRENT.resolve("TextEvent.avsc"));
    String changed =
        event.replace(
            "\"fields\": [", "\"fields\": [{\"name\": \"language\", \"type\": \"string\"},");
    assertThat(problems(new Schema.Parser().parse(changed), new Schema.Parser().parse(event)))
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
        .contains("language");
  }

  @Test
  void aChangedTypeAndALostEnumSymbolAreCaught() {
    String event = text(CURRENT.resolve("Prediction.avsc"));
    String narrowed =
        event.replace("\"confidence\", \"type\": \"float\"", "\"confidence\", \"type\": \"int\"");
    assertThat(problems(new Schema.Parser().parse(narrowed), new Schema.Parser().parse(event)))
        .contains("TYPE_MISMATCH");
    String command = text(CURRENT.resolve("ControlCommand.avsc"));
    String lost = command.replace("\"ROLLBACK\", ", "").replace(", \"default\": \"UNKNOWN\"", "");
    assertThat(problems(new Schema.Parser().parse(lost), new Schema.Parser().parse(command)))
        .contains("MISSING_ENUM_SYMBOLS");
  }

  @Test
  void aNewFieldWithADefaultIsAllowed() {
    String event = text(CURRENT.resolve("TextEvent.avsc"));
    String grown =
        event.replace(
            "\"fields\": [",
            "\"fields\": [{\"name\": \"language\", \"type\": [\"null\", \"string\"], \"default\": null},");
    assertThat(grown).isNotEqualTo(event);
    assertThat(problems(new Schema.Parser().parse(grown), new Schema.Parser().parse(event)))
        .isEmpty();
  }

  /** What keeps a reader's schema from reading what a writer's wrote; empty when nothing does. */
  private static String problems(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return result.getType() == SchemaCompatibilityType.COMPATIBLE
        ? ""
        : result.getResult().getIncompatibilities().toString();
  }

  private static Schema parse(Path file) {
    return new Schema.Parser().parse(text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
