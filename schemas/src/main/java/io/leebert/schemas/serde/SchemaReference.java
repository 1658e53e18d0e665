package io.leebert.schemas.serde;

import java.util.UUID;

/** How bytes name the schema they were written with. */
sealed interface SchemaReference {

  /** A number given by the registry: magic byte 0. */
  record Id(int value) implements SchemaReference {
    @Override
    public String toString() {
      return "id " + value;
    }
  }

  /** A schema's globally unique id: magic byte 1, as newer Confluent clients write it. */
  record Guid(UUID value) implements SchemaReference {
    @Override
    public String toString() {
      return "GUID " + value;
    }
  }
}
