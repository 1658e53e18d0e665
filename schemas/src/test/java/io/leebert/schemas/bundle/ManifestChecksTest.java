package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestChecksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aSoundManifestPasses() {
    assertThatCode(() -> ManifestChecks.check(BundleFixture.manifest().build(), "here"))
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> unsound() {
    return Stream.of(
        unsound("formatVersion is 2, expected 1", m -> m.setFormatVersion(2)),
        unsound("model is blank", m -> m.setModel(" ")),
        unsound("modelVersion is blank", m -> m.setModelVersion("")),
        unsound("layers is 0, expected 1 or more", m -> m.setLayers(0)),
        unsound("hiddenSize is -1", m -> m.setHiddenSize(-1)),
        unsound("vocabularySize is 0", m -> m.setVocabularySize(0)),
        unsound("maxLength is 0", m -> m.setMaxLength(0)),
        unsound("heldOutRows is -1", m -> m.setHeldOutRows(-1)),
        unsound("pooling is max, expected mean or cls", m -> m.setPooling("max")),
        unsound("metric is blank", m -> m.setMetric("")),
        unsound("labels is [], expected two or more", m -> m.setLabels(List.of())),
        unsound("'a' comes twice", m -> m.setLabels(List.of("a", "b", "a"))),
        unsound("no blank label", m -> m.setLabels(List.of("a", ""))),
        unsound(
            "votes is 2 of them, expected one for each of 3", m -> m.setVotes(List.of(true, true))),
        unsound("expected true for the last exit", m -> m.setVotes(List.of(true, true, false))),
        unsound("exitScores is 1 of them", m -> m.setExitScores(List.of(0.5))),
        unsound(
            "exitScores is [0.5, NaN, 0.5]", m -> m.setExitScores(List.of(0.5, Double.NaN, 0.5))),
        unsound(
            "exitRule.patience is 4, expected 0 to 3",
            m -> m.setExitRule(new ExitRuleSettings(4, 2f, -1f))),
        unsound(
            "exitRule.minConfidence is NaN",
            m -> m.setExitRule(new ExitRuleSettings(1, Float.NaN, -1f))),
        unsound(
            "exitRule.maxEntropy is NaN",
            m -> m.setExitRule(new ExitRuleSettings(1, 2f, Float.NaN))),
        unsound(
            "qualityProfile[1].patience is 0", m -> m.setQualityProfile(List.of(row(0), row(0)))),
        unsound("qualityProfile[0].patience is 4", m -> m.setQualityProfile(List.of(row(4)))),
        unsound(
            "qualityProfile[0].score is NaN", profile(Double.NaN, 0.5, 2, List.of(0.0, 1.0, 0.0))),
        unsound("qualityProfile[0].accuracy is 1.5", profile(0.5, 1.5, 2, List.of(0.0, 1.0, 0.0))),
        unsound(
            "qualityProfile[0].meanExitLayer is 0.5",
            profile(0.5, 0.5, 0.5, List.of(0.0, 1.0, 0.0))),
        unsound("qualityProfile[0].exitShares is 1 of them", profile(0.5, 0.5, 2, List.of(1.0))),
        unsound("exitShares is summing to 0.5", profile(0.5, 0.5, 2, List.of(0.0, 0.5, 0.0))));
  }

  private static Arguments unsound(String message, Consumer<ModelManifest.Builder> edit) {
    return Arguments.of(message, edit);
  }

  private static Consumer<ModelManifest.Builder> profile(
      double score, double accuracy, double layer, List<Double> shares) {
    return m ->
        m.setQualityProfile(List.of(new PatienceQuality(0, score, accuracy, layer, shares)));
  }

  private static PatienceQuality row(int patience) {
    return new PatienceQuality(patience, 0.5, 0.5, 2.0, List.of(0.0, 1.0, 0.0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsound")
  void anUnsoundFieldIsNamedWithWhatWasFoundAndExpected(
      String message, Consumer<ModelManifest.Builder> edit) {
    ModelManifest.Builder manifest = BundleFixture.manifest();
    edit.accept(manifest);
    assertThatThrownBy(() -> ManifestChecks.check(manifest.build(), "here"))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("here: field ")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> misshapen() {
    return Stream.of(
        misshapen("lacks the field layers", m -> m.remove("layers")),
        misshapen("field layers is \"3\", expected an int", m -> m.put("layers", "3")),
        misshapen("field layers is 3.5, expected an int", m -> m.put("layers", 3.5)),
        misshapen("field createdAt is true, expected a long", m -> m.put("createdAt", true)),
        misshapen("field model is 7, expected a string", m -> m.put("model", 7)),
        misshapen("field textPair is null, expected true or false", m -> m.putNull("textPair")),
        misshapen("field labels is {}, expected an array", m -> m.putObject("labels")),
        misshapen("field labels[0] is 1, expected a string", m -> m.putArray("labels").add(1)),
        misshapen("field files is [], expected an object", m -> m.putArray("files")),
        misshapen(
            "lacks the field files.x.sha256",
            m -> m.putObject("files").putObject("x").put("bytes", 1)),
        misshapen("field exitRule is 4, expected an object", m -> m.put("exitRule", 4)),
        misshapen(
            "field exitScores[0] is \"NaN\", expected a number",
            m -> m.putArray("exitScores").add("NaN")));
  }

  private static Arguments misshapen(String message, Consumer<ObjectNode> edit) {
    return Arguments.of(message, edit);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misshapen")
  void jsonThatDoesNotFitTheSchemaIsNamedByItsPath(String message, Consumer<ObjectNode> edit)
      throws Exception {
    ObjectNode json =
        (ObjectNode) JSON.readTree(ManifestJson.write(BundleFixture.manifest().build()));
    edit.accept(json);
    assertThatThrownBy(() -> ManifestJson.read(JSON.writeValueAsBytes(json), "manifest.json"))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("manifest.json")
        .hasMessageContaining(message);
  }

  @Test
  void aManifestComesBackFromJsonAsItWas() {
    ModelManifest manifest = BundleFixture.manifest().build();
    assertThat(ManifestJson.read(ManifestJson.write(manifest), "here")).isEqualTo(manifest);
  }
}
