package io.leebert.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A registry inside this process, shared by everything configured with the same {@code
 * mock://scope}: for tests. It holds new schemas to BACKWARD compatibility, as a registry does
 * unless told otherwise.
 */
final class MockRegistry implements SchemaRegistry {

  private static final Map<String, MockRegistry> SCOPES = new ConcurrentHashMap<>();

  private final String scope;
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<Schema>> subjects = new HashMap<>();

  private MockRegistry(String scope) {
    this.scope = scope;
  }

  static MockRegistry scope(String scope) {
    return SCOPES.computeIfAbsent(scope, MockRegistry::new);
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    List<Schema> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!versions.contains(schema)) {
      requireBackwardCompatible(subject, versions, schema);
      versions.add(schema);
    }
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return id(schema);
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    if (!versions(subject).contains(schema)) {
      throw new RegistryException(
          "schema "
              + schema.getFullName()
              + " is not registered under subject "
              + subject
              + " in "
              + this);
    }
    return id(schema);
  }

  @Override
  public synchronized Registered latest(String subject) {
    List<Schema> versions = versions(subject);
    Schema latest = versions.get(versions.size() - 1);
    return new Registered(id(latest), latest);
  }

  @Override
  public synchronized Schema byId(int id, String subject) {
    if (id < 1 || id > schemas.size()) {
      throw new RegistryException("schema id " + id + " is unknown to " + this);
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized Schema byGuid(UUID guid) {
    return schemas.stream()
        .filter(schema -> guid(schema).equals(guid))
        .findFirst()
        .orElseThrow(() -> new RegistryException("schema GUID " + guid + " is unknown to " + this));
  }

  /** A schema's GUID here: a digest of its text, as real registries make it too. */
  static UUID guid(Schema schema) {
    return UUID.nameUUIDFromBytes(schema.toString().getBytes(StandardCharsets.UTF_8));
  }

  private int id(Schema schema) {
    return schemas.indexOf(schema) + 1;
  }

  private List<Schema> versions(String subject) {
    List<Schema> versions = subjects.get(subject);
    if (versions == null) {
      throw new RegistryException("subject " + subject + " is unknown to " + this);
    }
    return versions;
  }

  private void requireBackwardCompatible(String subject, List<Schema> versions, Schema schema) {
    if (versions.isEmpty()) {
      return;
    }
    var result =
        SchemaCompatibility.checkReaderWriterCompatibility(
            schema, versions.get(versions.size() - 1));
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new RegistryException(
          "schema "
              + schema.getFullName()
              + " is not BACKWARD compatible with the last one under subject "
              + subject
              + " in "
              + this
              + ": "
              + result.getResult().getIncompatibilities());
    }
  }

  @Override
  public String toString() {
    return "mock://" + scope;
  }
}
