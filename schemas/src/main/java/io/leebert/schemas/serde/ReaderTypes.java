package io.leebert.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;

/** Finds the generated type to read into. */
final class ReaderTypes {

  private ReaderTypes() {}

  /** The type that the settings name. */
  @SuppressWarnings("unchecked") // whoever names the class says by it what T is
  static <T extends IndexedRecord> Class<T> configured(String name) {
    try {
      Class<?> type = Class.forName(name, true, loader());
      if (SpecificRecord.class.isAssignableFrom(type)) {
        return (Class<T>) type;
      }
    } catch (ClassNotFoundException e) {
      throw new ConfigException(SerdeConfig.READER_CLASS, name, "no such class");
    }
    throw new ConfigException(
        SerdeConfig.READER_CLASS, name, "not a class generated from an Avro schema");
  }

  /** The type named as the writer's schema is. */
  @SuppressWarnings(
      "unchecked") // a wrong T shows at the caller's first use, as with every Kafka deserializer
  static <T extends IndexedRecord> Class<T> named(Schema writer) {
    Class<?> type;
    try {
      type = new SpecificData(loader()).getClass(writer);
    } catch (SecurityException e) {
      type = null; // not a type that Avro was told to trust
    }
    if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "no trusted generated class for schema "
              + writer.getFullName()
              + "; name one with "
              + SerdeConfig.READER_CLASS);
    }
    return (Class<T>) type;
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? ReaderTypes.class.getClassLoader() : context;
  }
}
