package io.leebert.deploy.materials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BillOfMaterialsIT {
  private static final Path WRITTEN = Path.of("target", "bom.json");
  private static final Path PAGE = Path.of("LICENCES.md");

  private BillOfMaterials bill;

  @BeforeEach
  void read() throws IOException {
    assumeFalse(
        "offline=true".equals(System.getProperty("leebert.maven")) && !Files.exists(WRITTEN),
        "mvn -o writes no bill of materials: the plugin asks Maven to be online");
    bill = BillOfMaterials.read(WRITTEN);
  }

  @Test
  void theBuildWritesOneOfAllProgramsThatIsTheSameEachTime() {
    assertThat(bill.format()).isEqualTo("CycloneDX 1.6");
    assertThat(bill.saysWhen()).isFalse();
    assertThat(bill.materials())
        .containsKeys("org.apache.kafka:kafka_2.13", "org.apache.avro:avro")
        .doesNotContainKeys("org.junit.jupiter:junit-jupiter", "org.gaul:s3proxy");
    assertThat(bill.materialsOf("leebert-streams-app"))
        .containsKeys("org.apache.kafka:kafka-streams", "software.amazon.awssdk:s3")
        .doesNotContainKeys("org.apache.kafka:kafka_2.13", "org.bytedeco:pytorch");
    assertThat(bill.materialsOf("leebert-trainer"))
        .containsKeys("org.bytedeco:pytorch", "software.amazon.awssdk:s3")
        .doesNotContainKey("org.apache.kafka:kafka-streams");
  }

  @Test
  void everyPartByOthersHasALicenceThatIsAllowed() {
    assertThat(bill.materials().values())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            material -> assertThat(Licences.chosen(material)).as("%s", material).isPresent());
  }

  @Test
  void everyLicenceThatIsReadInAnotherWayIsStillOfAPartThatIsThere() {
    assertThat(bill.materials().keySet()).containsAll(Licences.read());
  }

  @Test
  void thePageInTheRepositoryListsThem() throws IOException {
    Path made = Files.writeString(Path.of("target", "LICENCES.md"), LicencesPage.markdown(bill));
    assertThat(Files.readString(PAGE))
        .as(
            "deploy/LICENCES.md is out of date; look at what changed, then%n  cp deploy/%s deploy/",
            made)
        .isEqualTo(Files.readString(made));
  }
}
