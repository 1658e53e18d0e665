package io.leebert.deploy.materials;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A part by others that a program is made of.
 *
 * @param name group and artifact, without the platform: {@code org.bytedeco:pytorch}
 * @param licences by their SPDX ids, or the names that its POM gives; of several one may be chosen
 */
record Material(String name, String version, List<String> licences) {

  /** A component of a bill of materials (CycloneDX 1.6). */
  static Material of(JsonNode component) {
    // The build for GPUs has another artifact of the same project in its place.
    String artifact =
        component.required("name").asText().replaceFirst("^onnxruntime_gpu$", "onnxruntime");
    return new Material(
        component.required("group").asText() + ":" + artifact,
        component.required("version").asText(),
        licencesOf(component));
  }

  boolean isOurs() {
    return name.startsWith("io.leebert:");
  }

  private static List<String> licencesOf(JsonNode component) {
    List<String> licences = new ArrayList<>();
    StreamSupport.stream(component.path("licenses").spliterator(), false)
        .forEach(
            choice -> {
              JsonNode licence = choice.path("license");
              String said = licence.path("id").asText(licence.path("name").asText());
              licences.add(choice.path("expression").asText(said));
            });
    return List.copyOf(licences);
  }
}
