package io.leebert.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;

/**
 * Reads generic records whose strings are always {@code Utf8}, also where the writer's schema asks
 * for {@code java.lang.String}: turning bytes into a String replaces those that are not UTF-8, and
 * whoever reads the record could no longer tell.
 */
final class GenericStringReader<T> extends GenericDatumReader<T> {

  GenericStringReader(Schema writer) {
    super(writer, writer, model());
  }

  private static GenericData model() {
    GenericData model = new GenericData();
    // Avro's fast reader decides about strings by itself.
    model.setFastReaderEnabled(false);
    return model;
  }

  @Override
  protected Class<?> findStringClass(Schema schema) {
    return CharSequence.class;
  }
}
