package io.leebert.schemas.serde;

import java.util.UUID;
import org.apache.avro.Schema;

/**
 * What a serde asks of a schema registry. A subject is a topic's name with {@code -key} or {@code
 * -value} behind it.
 *
 * <p>Every method throws {@link RegistryException} when the registry refuses, with what it said,
 * and {@link RegistryUnavailableException} when it cannot be reached.
 */
interface SchemaRegistry {

  /** Registers a schema under a subject, if it is not there yet; its id. */
  int register(String subject, Schema schema);

  /** The id of a schema that must be registered under the subject already. */
  int idOf(String subject, Schema schema);

  /** The newest schema of a subject and its id. */
  Registered latest(String subject);

  /** The schema with an id; the subject it was met under tells apart ids of different contexts. */
  Schema byId(int id, String subject);

  /** The schema with a GUID. */
  Schema byGuid(UUID guid);

  /** A schema and the id it has in the registry. */
  record Registered(int id, Schema schema) {}
}
