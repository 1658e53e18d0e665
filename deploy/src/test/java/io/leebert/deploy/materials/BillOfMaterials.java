package io.leebert.deploy.materials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The bill of materials of all programs, as the build writes it (CycloneDX 1.6). */
final class BillOfMaterials {
  private final JsonNode bill;
  private final Map<String, Material> byReference = new HashMap<>();

  BillOfMaterials(JsonNode bill) {
    this.bill = bill;
    for (JsonNode component : bill.required("components")) {
      byReference.put(component.required("bom-ref").asText(), Material.of(component));
    }
  }

  static BillOfMaterials read(Path file) throws IOException {
    return new BillOfMaterials(new ObjectMapper().readTree(file.toFile()));
  }

  /** What it is: {@code CycloneDX 1.6}. */
  String format() {
    return bill.path("bomFormat").asText() + " " + bill.path("specVersion").asText();
  }

  /** Whether it says when or for which build it was made: two builds of one source would differ. */
  boolean saysWhen() {
    return bill.has("serialNumber") || bill.path("metadata").has("timestamp");
  }

  /** All parts by others, by name. */
  SortedMap<String, Material> materials() {
    return byOthers(byReference.values());
  }

  /** Those that one of our modules cannot do without. */
  SortedMap<String, Material> materialsOf(String module) {
    Map<String, List<JsonNode>> needs = new HashMap<>();
    bill.required("dependencies")
        .forEach(entry -> needs.put(entry.required("ref").asText(), entry.findValues("dependsOn")));
    Deque<String> open = new ArrayDeque<>();
    byReference.forEach(
        (reference, material) -> {
          if (material.name().equals("io.leebert:" + module)) {
            open.add(reference);
          }
        });
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      for (JsonNode list : needs.getOrDefault(open.remove(), List.of())) {
        for (JsonNode next : list) {
          if (seen.add(next.asText())) {
            open.add(next.asText());
          }
        }
      }
    }
    return byOthers(seen.stream().map(byReference::get).toList());
  }

  private static SortedMap<String, Material> byOthers(Collection<Material> all) {
    SortedMap<String, Material> sorted = new TreeMap<>();
    all.stream()
        .filter(material -> !material.isOurs())
        .forEach(material -> sorted.put(material.name(), material));
    return sorted;
  }
}
