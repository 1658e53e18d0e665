package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One retraining. The same request again in the same work folder goes on where it was cut off.
 *
 * @param model name of the model
 * @param version version of the model to make
 * @param rows labelled rows, gone through once and not kept as a whole; may throw what its source
 *     throws. A request that is repeated must give the same rows, in any order
 * @param baseFiles files of labelled rows, or folders of such files, that are older than all of
 *     {@code rows}; their formats are those of {@code train}
 * @param current the bundle to compare with and, by setting, to start from; null when the model has
 *     none yet. The caller closes it
 * @param settings settings by name, see {@link RetrainSettings}; those that are not given take
 *     their defaults
 * @param workFolder this retraining's own folder for checkpoints and the bundle; made when missing.
 *     The caller removes it when the bundle is published
 * @param commandId the command that led here
 * @param provenance what the caller knows of the data, such as {@code data.topic} and its offsets;
 *     goes into the manifest and, because it is part of what identifies a run, must be the same
 *     when the request is repeated
 */
public record RetrainRequest(
    String model,
    String version,
    Iterable<Labelled> rows,
    List<Path> baseFiles,
    @Nullable ModelBundle current,
    Map<String, String> settings,
    Path workFolder,
    String commandId,
    Map<String, String> provenance) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when the model's name, the version or the command id is blank
   */
  public RetrainRequest {
    requireText("the model's name", model);
    requireText("the version", version);
    requireText("the command id", commandId);
    baseFiles = List.copyOf(baseFiles);
    settings = Map.copyOf(settings);
    provenance = Map.copyOf(provenance);
  }

  private static void requireText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
  }
}
