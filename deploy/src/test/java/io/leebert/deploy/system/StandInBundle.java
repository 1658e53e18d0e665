package io.leebert.deploy.system;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A bundle of almost no cost, so that Kafka and not the network is what a test waits for: a label
 * depends on the tokens' sum, and an event leaves one layer after its patience, at layer 4 at the
 * latest. Words are single letters and digits.
 */
final class StandInBundle {
  static final int LAYERS = 4;

  private static final List<String> LABELS = List.of("billing", "delivery", "other");
  private static final String WORDS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");
  private static final int VOCABULARY = SPECIAL.size() + 2 * WORDS.length();
  private static final int INT64 = TensorProto.DataType.INT64_VALUE;
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

  private StandInBundle() {}

  static Path write(Path target) {
    ModelManifest manifest =
        ModelManifest.newBuilder()
            .setFormatVersion(1)
            .setModel("stand-in")
            .setModelVersion("1")
            .setCreatedAt(Instant.EPOCH)
            .setLabels(LABELS)
            .setLayers(LAYERS)
            .setHiddenSize(LABELS.size())
            .setVocabularySize(VOCABULARY)
            .setMaxLength(16)
            .setTextPair(false)
            .setExitRule(ExitRuleSettings.newBuilder().setPatience(2).build())
            .setVotes(List.of(true, true, true, true))
            .setPooling("mean")
            .setMetric("accuracy")
            .build();
    return ModelBundle.write(target, manifest, graph().toByteArray(), tokenizer()).directory();
  }

  private static ModelProto graph() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("stand-in")
            .addInitializer(embedding())
            .addInitializer(constant("last_axis", 2))
            .addInitializer(constant("token_axis", 1))
            .addInitializer(constant("one", 1))
            .addInitializer(constant("layers", LAYERS));
    Stream.of("input_ids", "attention_mask", "token_type_ids")
        .forEach(name -> graph.addInput(value(name, INT64, "B", "S")));
    graph.addInput(value("patience", INT64, "B"));
    graph.addInput(value("min_confidence", FLOAT, "B")).addInput(value("max_entropy", FLOAT, "B"));
    graph.addOutput(value("probabilities", FLOAT, "B", "K"));
    graph.addOutput(value("exit_layer", INT64, "B"));
    graph.addNode(node("Gather", "embedded", "embedding", "input_ids"));
    graph.addNode(node("Cast", "mask", "attention_mask").addAttribute(attribute("to", FLOAT)));
    graph.addNode(node("Unsqueeze", "mask_of_rows", "mask", "last_axis"));
    graph.addNode(node("Mul", "kept", "embedded", "mask_of_rows"));
    graph.addNode(
        node("ReduceSum", "logits", "kept", "token_axis").addAttribute(attribute("keepdims", 0)));
    graph.addNode(node("Softmax", "probabilities", "logits"));
    graph.addNode(node("Add", "patience_and_one", "patience", "one"));
    graph.addNode(node("Min", "exit_layer", "patience_and_one", "layers"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto.Builder attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  private static ValueInfoProto.Builder value(String name, int type, String... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)));
  }

  private static TensorProto.Builder embedding() {
    Random random = new Random(1);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("embedding")
            .setDataType(FLOAT)
            .addDims(VOCABULARY)
            .addDims(LABELS.size());
    for (int i = 0; i < VOCABULARY * LABELS.size(); i++) {
      tensor.addFloatData((float) random.nextGaussian());
    }
    return tensor;
  }

  private static TensorProto.Builder constant(String name, long value) {
    return TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(1).addInt64Data(value);
  }

  private static String tokenizer() {
    List<String> words =
        Stream.of(
                SPECIAL.stream(),
                WORDS.chars().mapToObj(Character::toString),
                WORDS.chars().mapToObj(c -> "##" + Character.toString(c)))
            .flatMap(part -> part)
            .toList();
    String vocabulary =
        IntStream.range(0, words.size())
            .mapToObj(id -> "\"" + words.get(id) + "\":" + id)
            .collect(Collectors.joining(","));
    String special =
        IntStream.range(0, SPECIAL.size())
            .mapToObj(
                id ->
                    "{\"id\":%d,\"content\":\"%s\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}"
                        .formatted(id, SPECIAL.get(id)))
            .collect(Collectors.joining(","));
    return """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[%s],
        "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
        "strip_accents":null,"lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
        "post_processor":{"type":"TemplateProcessing","single":[
        {"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
        {"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[
        {"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
        {"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
        {"SpecialToken":{"id":"[SEP]","type_id":1}}],"special_tokens":{
        "[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
        "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},
        "decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
        "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
        "max_input_chars_per_word":100,"vocab":{%s}}}
        """
        .formatted(special, vocabulary);
  }
}
