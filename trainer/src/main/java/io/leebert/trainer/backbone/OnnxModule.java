package io.leebert.trainer.backbone;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which module of the original network a node of an ONNX export belongs to: {@code
 * encoder.layer.0.attention.self.query}, say.
 *
 * <p>PyTorch's older exporter says it in the node's name, {@code
 * /encoder/layer.0/attention/self/query/MatMul}; the newer one in a list of nested modules, {@code
 * ['', 'encoder', ..., 'encoder.layer.0.attention.self.query', 'linear_3']}, that ends with the
 * operation.
 */
final class OnnxModule {

  private static final String SCOPES = "pkg.torch.onnx.name_scopes";
  private static final Pattern INNERMOST = Pattern.compile(".*'([^']+)', '[^']+'\\]");
  private static final Pattern PATH = Pattern.compile("/(.+)/[^/]+");

  private OnnxModule() {}

  /** The module's name, or nothing where the exporter did not say. */
  static String of(NodeProto node) {
    for (StringStringEntryProto entry : node.getMetadataPropsList()) {
      Matcher innermost = INNERMOST.matcher(entry.getValue());
      if (entry.getKey().equals(SCOPES) && innermost.matches()) {
        return innermost.group(1);
      }
    }
    Matcher path = PATH.matcher(node.getName());
    return path.matches() ? path.group(1).replace('/', '.') : "";
  }
}
