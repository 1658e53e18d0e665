package io.leebert.schemas.serde;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
    return ask(ids, new SubjectSchema(subject, schema), () -> registry.register(subject, schema));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ask(ids, new SubjectSchema(subject, schema), () -> registry.idOf(subject, schema));
  }

  /** The newest schema as it was when it was first asked for: a producer keeps to one schema. */
  @Override
  public Registered latest(String subject) {
    return ask(latest, subject, () -> registry.latest(subject));
  }

  @Override
  public Schema byId(int id, String subject) {
    return ask(schemas, new SubjectId(subject, id), () -> registry.byId(id, subject));
  }

  @Override
  public Schema byGuid(UUID guid) {
    return ask(schemasByGuid, guid, () -> registry.byGuid(guid));
  }

  /**
   * Holds no lock while it waits for the registry: two threads may ask the same, and get the same.
   */
  private static <K, V> V ask(Map<K, V> known, K key, Supplier<V> question) {
    V answer = known.get(key);
    if (answer == null) {
      answer = question.get();
      known.put(key, answer);
    }
    return answer;
  }

  @Override
  public String toString() {
    return registry.toString();
  }
}
