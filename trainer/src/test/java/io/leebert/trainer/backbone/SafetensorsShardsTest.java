package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in several files: what is there is read, what is not there is named. */
class SafetensorsShardsTest {

  private static final String A = "model-00001-of-00002.safetensors";
  private static final String B = "model-00002-of-00002.safetensors";

  @TempDir Path folder;
  private Path index = Path.of("");

  @BeforeEach
  void writeTwoShards() throws IOException {
    shard(A, Map.of("x", Weight.of(new float[] {1, 2}, 2)));
    shard(B, Map.of("y", Weight.of(new float[] {3}, 1), "z", Weight.of(new float[] {4}, 1)));
    index = index("{\"x\":\"" + A + "\",\"y\":\"" + B + "\",\"z\":\"" + B + "\"}");
  }

  @Test
  void everyArrayComesFromTheFileThatTheIndexNames() {
    try (SafetensorsShards shards = SafetensorsShards.open(index)) {
      assertThat(shards.names()).containsExactly("x", "y", "z");
      assertThat(shards.shape("x")).containsExactly(2);
      assertThat(shards.weight("x").values()).containsExactly(1, 2);
      assertThat(shards.weight("z").values()).containsExactly(4);
      assertThat(shards.files()).containsExactly(folder.resolve(A), folder.resolve(B));
      assertThat(shards.description()).isEqualTo(index.toString());
      assertThatThrownBy(() -> shards.weight("w")).hasMessage(index + " has no array w");
    }
  }

  @Test
  void aFileThatIsMissingIsNamedWithAWeightThatIsInIt() throws IOException {
    Files.delete(folder.resolve(B));

    assertRefused(" has weight y in " + B + ", which is no file beside it");
  }

  @Test
  void aWeightThatIsNotInTheFileThatTheIndexNamesIsNamed() throws IOException {
    index("{\"x\":\"" + B + "\",\"y\":\"" + B + "\"}");

    assertRefused(" has weight x in " + B + ", but it is not there");
  }

  @Test
  void nothingOutsideOfTheFolderIsRead() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    index = inner.resolve("model.safetensors.index.json");
    for (String name : new String[] {"../" + A, folder.resolve(A).toString(), "..", ""}) {
      index("{\"x\":\"" + name + "\"}");
      assertRefused(" has weight x in " + name + ", which is no file beside it");
    }
  }

  @Test
  void anIndexThatSaysNothingIsRefused() throws IOException {
    for (String map : new String[] {"{}", "[]", "null", "3"}) {
      index(map);
      assertRefused(" has no weight_map from array to file");
    }
    Files.writeString(index, "{");
    assertThatThrownBy(() -> SafetensorsShards.open(index))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(index + " is no JSON");
  }

  @Test
  void aFileThatIsCutShortIsNamedItself() throws IOException {
    byte[] sound = Files.readAllBytes(folder.resolve(B));
    Files.write(folder.resolve(B), Arrays.copyOf(sound, sound.length - 1));

    assertThatThrownBy(() -> SafetensorsShards.open(index))
        .hasMessageStartingWith(folder.resolve(B).toString())
        .hasMessageEndingWith("it is cut short");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> SafetensorsShards.open(index))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(index + message);
  }

  private void shard(String name, Map<String, Weight> arrays) throws IOException {
    Files.write(folder.resolve(name), BackboneFolderFixture.safetensors(arrays, "F32"));
  }

  private Path index(String weightMap) throws IOException {
    Path file = index.toString().isEmpty() ? folder.resolve("model.safetensors.index.json") : index;
    return Files.writeString(file, "{\"metadata\":{},\"weight_map\":" + weightMap + "}");
  }
}
