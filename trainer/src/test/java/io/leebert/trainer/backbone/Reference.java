package io.leebert.trainer.backbone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TokenizedRow;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/**
 * One folder of {@code src/test/resources/reference}: a tiny backbone, a few rows, and the hidden
 * states that the reference implementation computes of them.
 */
public final class Reference {

  /** Every folder; its README says what each is there for. */
  public static final List<String> NAMES =
      List.of(
          "bert-erf",
          "bert-tanh-fp16",
          "bert-tanh-bf16",
          "bert-sharded",
          "bert-onnx",
          "bert-onnx-dynamo",
          "albert",
          "albert-groups",
          "albert-inner-fp16",
          "albert-onnx");

  private static final JsonMapper JSON = new JsonMapper();
  private static final float PADDED = -1e9f;

  private final Path folder;

  private Reference(Path folder) {
    this.folder = folder;
  }

  /** A folder by name. */
  public static Reference of(String name) {
    try {
      return new Reference(
          Path.of(
              Objects.requireNonNull(Reference.class.getResource("/reference/" + name)).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** A copy of the folder, to change. */
  Path copy(Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(String.valueOf(file.getFileName())));
      }
    }
    return target;
  }

  /** The folder read as a user's would be. */
  public Backbone backbone() {
    return BackboneFolder.load(folder);
  }

  /** A text or a pair, and what the reference tokenizer makes of it. */
  record Row(String text, @Nullable String pair, TokenizedRow tokens) {}

  List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(Files.readAllBytes(folder.resolve("rows.json")))) {
      JsonNode pair = row.path("pair");
      rows.add(
          new Row(
              row.path("text").asText(),
              pair.isNull() ? null : pair.asText(),
              new TokenizedRow(longs(row.path("ids")), longs(row.path("types")), 0, false)));
    }
    return rows;
  }

  /** The rows without their texts. */
  public List<TokenizedRow> tokens() throws IOException {
    return rows().stream().map(Row::tokens).toList();
  }

  /** Largest difference of a number in any layer's state of any real token. */
  double largestDifference(Backbone backbone) throws IOException {
    return largestDifference(backbone, Batch.of(tokens()));
  }

  /** The same for an encoder that is told of other token types or of no padding. */
  @SuppressWarnings("try") // scope and guard act by being open
  double largestDifference(Backbone backbone, Batch told) throws IOException {
    Batch batch = Batch.of(tokens());
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        SafetensorsFile expected = SafetensorsFile.open(folder.resolve("expected.safetensors"))) {
      int layers = backbone.config().layers();
      BertEncoder encoder = new BertEncoder(backbone, layers, true, 0);
      List<Tensor> states =
          encoder.forward(
              Tensor.create(told.ids(), told.rows(), told.length()),
              Tensor.create(told.types(), told.rows(), told.length()),
              new TensorOptional(padding(told)),
              false);
      double largest = 0;
      for (int layer = 1; layer <= layers; layer++) {
        float[] ours = TensorValues.floats(states.get(layer - 1));
        float[] theirs = expected.weight("layer." + layer).values();
        for (int i = 0; i < theirs.length; i++) {
          if (batch.mask()[i / backbone.config().hiddenSize()] != 0) {
            largest = Math.max(largest, Math.abs((double) ours[i] - theirs[i]));
          }
        }
      }
      return largest;
    }
  }

  private static Tensor padding(Batch batch) {
    float[] added = new float[batch.mask().length];
    for (int i = 0; i < added.length; i++) {
      added[i] = batch.mask()[i] == 0 ? PADDED : 0;
    }
    return Tensor.create(added, batch.rows(), 1, 1, batch.length());
  }

  private static long[] longs(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
