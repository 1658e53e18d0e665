package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.schemas.fixture.InLocale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest stands for its bundle: what it holds comes back whole and as the same bytes. */
class ManifestJsonTest {

  private static final String DIGEST = "a".repeat(64);

  @Test
  void labelsInAnyLettersComeBackAsTheyWere() {
    List<String> labels =
        List.of(
            "größe", "İstanbul", "日本語", "😀", "\"quoted\"", "a\nb", "\\", "<b>", "a".repeat(5000));

    assertThat(read(write(BundleFixture.manifest().setLabels(labels).build())).getLabels())
        .isEqualTo(labels);
  }

  @Test
  void whatComesOfItIsWrittenAsTheSameBytes() {
    ModelManifest manifest =
        BundleFixture.manifest()
            .setProvenance(Map.of("seed", "7", "preset", "leebert", "data.sha256", DIGEST))
            .build();
    String once = write(manifest);

    assertThat(write(read(once))).isEqualTo(once);
    assertThat(write(manifest)).isEqualTo(once).endsWith("}\n");
  }

  @Test
  void whatItMapsStandsInTheOrderOfNamesHoweverItWasPutIn() {
    Map<String, String> provenance = new LinkedHashMap<>();
    for (int i = 40; i > 0; i--) {
      provenance.put("setting-" + i % 7 + "-" + i, "x");
    }
    String backwards = write(BundleFixture.manifest().setProvenance(provenance).build());
    List<String> names = new ArrayList<>(provenance.keySet());
    Collections.sort(names);
    Map<String, String> forwards = new LinkedHashMap<>();
    names.forEach(name -> forwards.put(name, "x"));

    assertThat(write(BundleFixture.manifest().setProvenance(forwards).build()))
        .isEqualTo(backwards);
    assertThat(backwards).containsSubsequence(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void itIsTheSameBytesEverywhere(String tag) {
    ModelManifest manifest = BundleFixture.manifest().build();
    String here = write(manifest);
    InLocale.check(
        tag,
        () -> {
          assertThat(write(manifest)).isEqualTo(here);
          assertThat(read(here)).isEqualTo(manifest);
        });
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f, 0.9f, 1f, 2f, Float.MIN_VALUE, -1f, 0.33333334f})
  void thresholdsComeBackToTheBit(float threshold) {
    ModelManifest read =
        read(
            write(
                BundleFixture.manifest()
                    .setExitRule(new ExitRuleSettings(1, threshold, threshold))
                    .build()));

    assertThat(read.getExitRule().getMinConfidence()).isEqualTo(threshold);
    assertThat(read.getExitRule().getMaxEntropy()).isEqualTo(threshold);
  }

  @Test
  void scoresComeBackToTheBit() {
    double odd = 0.1 + 0.2;

    assertThat(
            read(write(
                    BundleFixture.manifest().setExitScores(List.of(odd, -1e-300, 1 / 3.0)).build()))
                .getExitScores())
        .containsExactly(odd, -1e-300, 1 / 3.0);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "0,0", "-1,-1", "2147483647,2147483647"})
  void anotherFormatIsNamedBeforeAnythingElseIsLookedAt(String version, String shown) {
    assertThatThrownBy(() -> read("{\"formatVersion\": " + version + ", \"layers\": \"?\"}"))
        .isInstanceOf(BundleException.class)
        .hasMessage("here has bundle format version " + shown + "; this build reads version 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1.5", "null", "true", "[1]", "{}", "99999999999999999999"})
  void aFormatVersionThatIsNoNumberIsShown(String version) {
    assertThatThrownBy(() -> read("{\"formatVersion\": " + version + "}"))
        .isInstanceOf(BundleException.class)
        .hasMessage("here has no formatVersion: found " + version + ", expected 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "7", "null", "{}"})
  void whatIsNoObjectHasNoFormatVersion(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BundleException.class)
        .hasMessage("here has no formatVersion: found nothing, expected 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"formatVersion\": 1,}", "formatVersion: 1", "\u0000"})
  void whatIsNoJsonIsNamed(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("here is not JSON: ");
  }

  @ParameterizedTest
  @CsvSource({"'{}',1", "'   null',4", "' [1, 2]',2", "' \"more\"',2", "1,1"})
  void whatIsFollowedByMoreJsonIsRefusedWithThePlace(String more, int column) {
    String json = write(BundleFixture.manifest().build());
    long line = 1 + json.lines().count();

    assertThatThrownBy(() -> read(json + more))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "here is followed by more JSON, found at line "
                + line
                + ", column "
                + column
                + ", expected the end of the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"}", "]", ",", "x", "// a comment", "\u0000"})
  void whatIsFollowedBySomethingElseIsNoJson(String more) {
    String json = write(BundleFixture.manifest().build());

    assertThatThrownBy(() -> read(json + more))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("here is not JSON: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", " \t", "\r\n"})
  void spaceBehindAManifestMayBeThere(String space) {
    ModelManifest manifest = BundleFixture.manifest().build();

    assertThat(read(write(manifest) + space)).isEqualTo(manifest);
  }

  @Test
  void aValueTooLongToReadIsCutInTheMessage() {
    String json =
        write(BundleFixture.manifest().build())
            .replaceFirst("\"layers\" *: *3", "\"layers\" : \"" + "x".repeat(500) + "\"");

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BundleException.class)
        .hasMessage("here: field layers is \"" + "x".repeat(79) + "…, expected an int");
  }

  @Test
  void aNumberThatFitsNoIntIsNamedNotWrapped() {
    String json =
        write(BundleFixture.manifest().build())
            .replaceFirst("\"hiddenSize\" *: *8", "\"hiddenSize\" : 4294967304");

    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BundleException.class)
        .hasMessage("here: field hiddenSize is 4294967304, expected an int");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "/etc/passwd", "a/b", "..", ".", " ", "manifest.json", "C:\\a", "a\nb"})
  void aListedFileThatLeadsElsewhereIsRefusedBeforeAnythingIsFetched(String name) {
    byte[] json =
        ManifestJson.write(
            BundleFixture.manifest()
                .setFiles(Map.of("model.onnx", file(), "tokenizer.json", file(), name, file()))
                .build());

    assertThatThrownBy(() -> ModelBundle.readManifest(json, "s3://models/1"))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "s3://models/1: the manifest lists the file name '"
                + name
                + "', which is not a plain name inside the bundle");
  }

  @Test
  void aManifestWithoutAModelOrATokenizerIsRefusedBeforeAnythingIsFetched() {
    byte[] noTokenizer =
        ManifestJson.write(BundleFixture.manifest().setFiles(Map.of("model.onnx", file())).build());

    assertThatThrownBy(() -> ModelBundle.readManifest(noTokenizer, "there"))
        .isInstanceOf(BundleException.class)
        .hasMessage("there: the manifest lists no tokenizer.json, only [model.onnx]");
  }

  @Test
  void furtherFilesMayBelongToABundle() {
    byte[] json =
        ManifestJson.write(
            BundleFixture.manifest()
                .setFiles(
                    Map.of("model.onnx", file(), "tokenizer.json", file(), "größe.txt", file()))
                .build());

    assertThat(ModelBundle.readManifest(json, "there").getFiles())
        .containsOnlyKeys("model.onnx", "tokenizer.json", "größe.txt");
  }

  @ParameterizedTest
  @CsvSource({"0.9991,true", "1.0009,true", "0.998,false", "1.002,false"})
  void sharesMayMissTheWholeByRoundingOnly(double sum, boolean sound) {
    ModelManifest manifest =
        BundleFixture.manifest()
            .setQualityProfile(
                List.of(new PatienceQuality(0, 0.5, 0.5, 2.0, List.of(sum - 0.5, 0.25, 0.25))))
            .build();

    if (sound) {
      assertThatCode(() -> ManifestChecks.check(manifest, "here")).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> ManifestChecks.check(manifest, "here"))
          .hasMessageContaining("field qualityProfile[0].exitShares is summing to");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "g", "0x"})
  void aDigestThatIsNoneIsNamedWithItsFile(String begin) {
    String digest = begin + "a".repeat(begin.isEmpty() ? 63 : 64 - begin.length());
    ModelManifest manifest =
        BundleFixture.manifest().setFiles(Map.of("x", new BundleFile(digest, 1L))).build();

    assertThatThrownBy(() -> ManifestChecks.check(manifest, "here"))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "here: field files.x.sha256 is "
                + digest
                + ", expected 64 lower-case hexadecimal digits");
  }

  @Test
  void labelsThatDifferInCaseOrSpaceOnlyAreDifferent() {
    assertThatCode(
            () ->
                ManifestChecks.check(
                    BundleFixture.manifest().setLabels(List.of("a", "A", "a ")).build(), "here"))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsWorthChoosingRisesInScoreAndDepthWhateverTheOrderOfTheProfile() {
    Random random = new Random(5);
    for (int draw = 0; draw < 200; draw++) {
      List<PatienceQuality> profile = new ArrayList<>();
      for (int patience = 0; patience <= 12; patience++) {
        profile.add(
            new PatienceQuality(
                patience, random.nextInt(10) / 10.0, 0.5, 1.0 + random.nextInt(12), List.of()));
      }
      List<PatienceQuality> worth = WorthChoosing.of(profile);
      double best = profile.stream().mapToDouble(PatienceQuality::getScore).max().orElseThrow();

      assertThat(worth.get(worth.size() - 1).getScore()).isEqualTo(best);
      for (int i = 1; i < worth.size(); i++) {
        assertThat(worth.get(i).getScore()).isGreaterThan(worth.get(i - 1).getScore());
        assertThat(worth.get(i).getMeanExitLayer())
            .isGreaterThanOrEqualTo(worth.get(i - 1).getMeanExitLayer());
      }
      for (PatienceQuality one : profile) {
        assertThat(worth)
            .as("something as good that costs no more than %s", one)
            .anyMatch(
                other ->
                    other.getScore() >= one.getScore()
                        && other.getMeanExitLayer() <= one.getMeanExitLayer());
      }
      Collections.shuffle(profile, random);
      assertThat(WorthChoosing.of(profile)).isEqualTo(worth);
    }
  }

  @Test
  void anEmptyProfileLeavesNothingToChooseFrom() {
    assertThat(WorthChoosing.of(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":{\"vocab\":{\"a\":0}},\"added_tokens\":[]} | 1",
        "{\"model\":{\"vocab\":{}},\"added_tokens\":[{\"id\":6}]} | 7",
        "{\"model\":{\"vocab\":{\"a\":3,\"b\":1}},\"added_tokens\":[{\"id\":2}]} | 4",
        "{\"model\":{\"vocab\":[[\"a\",0],[\"b\",0],[\"c\",0]]}} | 3"
      })
  void aTokenizerFitsAModelOfAsManyRowsAndNoneOfOneLess(String json, int rows) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertThatCode(() -> TokenizerCheck.check(bytes, rows, "t")).doesNotThrowAnyException();
    assertThatThrownBy(() -> TokenizerCheck.check(bytes, rows - 1, "t"))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "t does not fit the model: its highest token id is "
                + (rows - 1)
                + ", the model's vocabulary has "
                + (rows - 1)
                + " rows (ids 0 to "
                + (rows - 2)
                + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "7", "{\"model\":[]}", "{\"model\":{\"vocab\":\"a b\"}}"})
  void jsonOfAnotherKindIsNoTokenizer(String json) {
    assertThatThrownBy(() -> TokenizerCheck.check(json.getBytes(StandardCharsets.UTF_8), 5, "t"))
        .isInstanceOf(BundleException.class)
        .hasMessage("t has no model.vocab: it is no tokenizer.json of Hugging Face");
  }

  private static BundleFile file() {
    return new BundleFile(DIGEST, 1L);
  }

  private static String write(ModelManifest manifest) {
    return new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
  }

  private static ModelManifest read(String json) {
    return ManifestJson.read(json.getBytes(StandardCharsets.UTF_8), "here");
  }
}
