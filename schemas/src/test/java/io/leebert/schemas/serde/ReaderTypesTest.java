package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTypesTest {

  @Test
  void aGeneratedClassIsFoundByItsNameInTheSettings() {
    assertThat(ReaderTypes.<TextEvent>configured(TextEvent.class.getName()))
        .isEqualTo(TextEvent.class);
  }

  @Test
  void aNameThatNoClassHasIsRefusedByItsKey() {
    assertThatThrownBy(() -> ReaderTypes.configured("io.leebert.schemas.event.TextEvnt"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("specific.avro.reader.class", "TextEvnt", "no such class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.String", "io.leebert.schemas.event.ModelEventType"})
  void aClassThatIsNoRecordOfAvrosIsRefused(String name) {
    assertThatThrownBy(() -> ReaderTypes.configured(name))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(name, "not a class generated from an Avro schema");
  }

  @Test
  void aWritersSchemaOfOursIsReadIntoItsClass() {
    assertThat(ReaderTypes.<TextEvent>named(TextEvent.getClassSchema())).isEqualTo(TextEvent.class);
  }

  @Test
  void aWritersSchemaThatNobodyGeneratedAClassForNamesTheSettingThatHelps() {
    Schema strange = SchemaBuilder.record("com.example.Strange").fields().endRecord();
    assertThatThrownBy(() -> ReaderTypes.named(strange))
        .hasMessageContainingAll("com.example.Strange", "specific.avro.reader.class");
  }

  @Test
  void aWritersSchemaNamedLikeAClassOfTheJdkIsReadIntoNothingOfTheSort() {
    Schema file = SchemaBuilder.record("java.io.File").fields().endRecord();
    assertThatThrownBy(() -> ReaderTypes.named(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no trusted generated class for schema java.io.File");
  }
}
