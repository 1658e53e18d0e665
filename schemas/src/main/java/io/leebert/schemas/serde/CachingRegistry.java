package io.leebert.schemas.serde;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Asks a registry once for each thing: what an id or a GUID means never changes, nor does the id of
 * a schema. Only answers are kept; a question that failed is asked again.
 */
final class CachingRegistry implements SchemaRegistry {

  private final SchemaRegistry registry;
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<String, Registered> latest = new ConcurrentHashMap<>();
  private final Map<SubjectId, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<UUID, Schema> schemasByGuid = new ConcurrentHashMap<>();

  CachingRegistry(SchemaRegistry registry) {
    this.registry = registry;
  }

  private record SubjectSchema(String subject, Schema schema) {}

  private record SubjectId(String subject, int id) {}

  @Override
  public int register(String subject, Schema schema) {
    return ids.computeIfAbsent(
        new SubjectSchema(subject, schema), key -> registry.register(key.subject(), key.schema()));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(
        new SubjectSchema(subject, schema), key -> registry.idOf(key.subject(), key.schema()));
  }

  /** The newest schema as it was when it was first asked for: a producer keeps to one schema. */
  @Override
  public Registered latest(String subject) {
    return latest.computeIfAbsent(subject, registry::latest);
  }

  @Override
  public Schema byId(int id, String subject) {
    return schemas.computeIfAbsent(
        new SubjectId(subject, id), key -> registry.byId(key.id(), key.subject()));
  }

  @Override
  public Schema byGuid(UUID guid) {
    return schemasByGuid.computeIfAbsent(guid, registry::byGuid);
  }

  @Override
  public String toString() {
    return registry.toString();
  }
}
