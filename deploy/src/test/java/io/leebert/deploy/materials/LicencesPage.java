package io.leebert.deploy.materials;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;

/** The page of everything by others that the programs are made of, in Markdown. */
final class LicencesPage {
  private LicencesPage() {}

  static String markdown(BillOfMaterials bill) {
    SortedMap<String, Material> app = bill.materialsOf("leebert-streams-app");
    SortedMap<String, Material> trainer = bill.materialsOf("leebert-trainer");
    StringBuilder page = new StringBuilder(text("heading.md"));
    page.append(
        "| part | version | licence | | application | trainer |\n|---|---|---|---|---|---|\n");
    for (Material material : bill.materials().values()) {
      String licence = Licences.chosen(material).orElse("NOT ALLOWED: " + material.licences());
      page.append("| `").append(material.name()).append("` | ").append(material.version());
      page.append(" | ").append(licence).append(" | ").append(Licences.note(material, licence));
      page.append(" | ").append(app.containsKey(material.name()) ? "x" : "");
      page.append(" | ").append(trainer.containsKey(material.name()) ? "x" : "").append(" |\n");
    }
    return page.append(text("notes.md")).toString();
  }

  private static String text(String name) {
    try (InputStream stream = LicencesPage.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
