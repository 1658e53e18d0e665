package io.leebert.trainer.export;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that has passed its checks and is not written yet.
 *
 * @param manifest all but the list of files
 * @param model the ONNX graph
 * @param tokenizerJson the tokenizer
 * @param quantization what int8 weights cost, or null for fp32 weights
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record ReadyBundle(
    ModelManifest manifest,
    byte[] model,
    String tokenizerJson,
    @Nullable Quantization quantization) {

  /**
   * Writes it.
   *
   * @param target the bundle's folder; must not exist
   * @throws io.leebert.schemas.bundle.BundleException when it exists or the disk refuses
   */
  public ModelBundle write(Path target) {
    return ModelBundle.write(target, manifest, model, tokenizerJson);
  }
}
