package io.leebert.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaDocsTest {

  @Test
  void everySchemaAndEveryFieldSaysWhatItIs() throws IOException {
    List<String> undocumented = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of("src/main/avro"))) {
      files = found.sorted().toList();
    }
    for (Path file : files) {
      collect(new Schema.Parser().parse(Files.readString(file)), undocumented);
    }
    assertThat(files).hasSize(6);
    assertThat(undocumented).isEmpty();
  }

  @Test
  void aFieldWithoutDocIsFound() {
    List<String> undocumented = new ArrayList<>();
    String schema =
        """
        {"type": "record", "name": "Outer", "doc": "Outer.", "fields": [
          {"name": "inner", "doc": "Inner.", "type": ["null", {"type": "record", "name": "Inner", "fields": [
            {"name": "bare", "type": "int", "doc": " "}]}]}]}
        """;
    collect(new Schema.Parser().parse(schema), undocumented);
    assertThat(undocumented).containsExactly("Inner", "Inner.bare");
  }

  private static void collect(Schema schema, List<String> undocumented) {
    switch (schema.getType()) {
      case RECORD -> {
        check(schema.getFullName(), schema.getDoc(), undocumented);
        for (Schema.Field field : schema.getFields()) {
          check(schema.getFullName() + "." + field.name(), field.doc(), undocumented);
          collect(field.schema(), undocumented);
        }
      }
      case ENUM, FIXED -> check(schema.getFullName(), schema.getDoc(), undocumented);
      case ARRAY -> collect(schema.getElementType(), undocumented);
      case MAP -> collect(schema.getValueType(), undocumented);
      case UNION -> schema.getTypes().forEach(type -> collect(type, undocumented));
      default -> {
        // a primitive needs no words of its own
      }
    }
  }

  private static void check(String name, String doc, List<String> undocumented) {
    if (doc == null || doc.isBlank()) {
      undocumented.add(name);
    }
  }
}
