package io.leebert.schemas.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro which generated types may be made from data. Since 1.12.2 Avro refuses to instantiate
 * any class that was not named to it, even when the program and not the data asked for it, and even
 * in a type's own builder; it knows one list for the whole process. The types of this package are
 * added to that list; nothing is taken from it.
 *
 * <p>The types must be trusted before the first of them is used, wherever that is. Avro loads its
 * logical types through {@link java.util.ServiceLoader} before it parses its first schema: this
 * class is listed there as one and needs no other call. It defines no logical type of use.
 */
public final class TrustedTypes implements LogicalTypes.LogicalTypeFactory {

  private static final String PACKAGE = TrustedTypes.class.getPackageName();
  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals(PACKAGE) || NAMES.contains(type.getName())));
  }

  /** Made by Avro. */
  public TrustedTypes() {}

  /**
   * Trusts the types generated from a schema, its own and those nested in it, whatever their
   * package.
   */
  public static void add(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        if (NAMES.add(SpecificData.getClassName(schema))) {
          schema.getFields().forEach(field -> add(field.schema()));
        }
      }
      case ENUM, FIXED -> NAMES.add(SpecificData.getClassName(schema));
      case ARRAY -> add(schema.getElementType());
      case MAP -> add(schema.getValueType());
      case UNION -> schema.getTypes().forEach(TrustedTypes::add);
      default -> {
        // primitive: no class to trust
      }
    }
  }

  @Override
  public String getTypeName() {
    return "leebert-trusted-types";
  }

  @Override
  public LogicalType fromSchema(Schema schema) {
    return new LogicalType(getTypeName());
  }
}
