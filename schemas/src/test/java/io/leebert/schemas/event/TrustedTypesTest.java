package io.leebert.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class TrustedTypesTest {

  @Test
  void aFreshProcessBuildsNestedTypesWithoutFurtherAdo() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BuildsNestedTypes.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("4 true").doesNotContain("Exception");
  }

  /** First use of the types in a process of its own. */
  static final class BuildsNestedTypes {
    private BuildsNestedTypes() {}

    public static void main(String[] arguments) {
      ExitRuleSettings rule = ExitRuleSettings.newBuilder().build();
      BundleFile file = new BundleFile("00", 1L);
      var filesField = ModelManifest.getClassSchema().getField("files").schema();
      Object copy =
          org.apache.avro.specific.SpecificData.get().deepCopy(filesField, Map.of("a", file));
      System.out.println(rule.getPatience() + " " + copy.equals(Map.of("a", file)));
    }
  }

  @Test
  void typesOfOtherPackagesStayForbiddenUntilTheyAreNamed() {
    assertThatThrownBy(() -> ClassSecurityValidator.validate(Path.class))
        .isInstanceOf(SecurityException.class);
    var schema =
        SchemaBuilder.record("java.nio.file.Path").fields().requiredString("name").endRecord();
    assertThatThrownBy(() -> ClassSecurityValidator.validate(java.nio.file.Files.class))
        .isInstanceOf(SecurityException.class);
    TrustedTypes.add(SchemaBuilder.map().values(SchemaBuilder.array().items(schema)));
    ClassSecurityValidator.validate(Path.class);
  }
}
