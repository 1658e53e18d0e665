package io.leebert.schemas.event;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Data of any schema: one of everything, the last branch of every union, the last symbol of every
 * enum.
 */
final class SampleData {

  private SampleData() {}

  static Object of(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.name(), of(field.schema())));
        yield record;
      }
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield new GenericData.EnumSymbol(schema, symbols.get(symbols.size() - 1));
      }
      case ARRAY -> List.of(of(schema.getElementType()));
      case MAP -> Map.of("name", of(schema.getValueType()));
      case UNION -> of(schema.getTypes().get(schema.getTypes().size() - 1));
      case STRING -> "text";
      case INT -> 7;
      case LONG -> 7L;
      case FLOAT -> 0.5f;
      case DOUBLE -> 0.5;
      case BOOLEAN -> true;
      default -> throw new IllegalArgumentException("No sample of " + schema);
    };
  }
}
