package io.leebert.schemas.bundle;

import io.leebert.schemas.event.ModelManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model bundle whose every file has been checked: the folder with {@code model.onnx}, {@code
 * tokenizer.json} and {@code manifest.json}, and the manifest itself.
 *
 * <p>A bundle is written under a temporary name beside its target, synced to disk and renamed, so
 * that a target that exists is complete. It is read only after the format version is known, every
 * digest fits, the manifest is sound and the tokenizer's ids stay inside the model's vocabulary. A
 * bundle may travel as a tar of the folder.
 */
public final class ModelBundle implements AutoCloseable {

  /** The bundle format this code reads and writes. */
  public static final int FORMAT_VERSION = 1;

  /** Name of the model's file: one ONNX graph with the exits inside. */
  public static final String MODEL = "model.onnx";

  /** Name of the tokenizer's file, as Hugging Face's tokenizers write it. */
  public static final String TOKENIZER = "tokenizer.json";

  /** Name of the manifest's file: {@link ModelManifest} in Avro's JSON encoding. */
  public static final String MANIFEST = "manifest.json";

  private final Path directory;
  private final ModelManifest manifest;
  private final String manifestSha256;
  private final @Nullable Runnable cleanup;

  ModelBundle(
      Path directory, ModelManifest manifest, String manifestSha256, @Nullable Path toDelete) {
    this(
        manifest,
        directory,
        manifestSha256,
        toDelete == null ? null : () -> BundleFiles.deleteRecursively(toDelete));
  }

  private ModelBundle(
      ModelManifest manifest, Path directory, String manifestSha256, @Nullable Runnable cleanup) {
    this.directory = directory;
    this.manifest = manifest;
    this.manifestSha256 = manifestSha256;
    this.cleanup = cleanup;
  }

  /**
   * Reads and checks a bundle. A tar is unpacked into a temporary folder that {@link #close()}
   * removes.
   *
   * @throws BundleException naming what is missing or does not fit
   */
  public static ModelBundle read(Path directoryOrTar) {
    if (Files.isDirectory(directoryOrTar)) {
      return BundleReader.read(directoryOrTar, null);
    }
    if (Files.isRegularFile(directoryOrTar)) {
      return BundleArchive.read(directoryOrTar);
    }
    throw new BundleException(
        "No model bundle at " + directoryOrTar + ": neither a folder nor a tar file");
  }

  /**
   * Unpacks a tar into a new folder and reads the bundle there. The folder is the caller's to keep:
   * {@link #close()} leaves it alone; when the bundle is not sound, nothing is left of it.
   *
   * @param folder where the bundle goes; must not exist
   * @throws BundleException naming what is missing or does not fit
   */
  public static ModelBundle unpack(Path tar, Path folder) {
    return BundleArchive.unpack(tar, folder);
  }

  /**
   * Reads a manifest alone: its format version, its fields, and that the files it lists are plain
   * names with a model and a tokenizer among them. For readers that fetch those files next.
   *
   * @param json the content of {@code manifest.json}
   * @param where what to call the bundle in messages
   * @throws BundleException naming what is missing or does not fit
   */
  public static ModelManifest readManifest(byte[] json, String where) {
    ModelManifest manifest = ManifestJson.read(json, where);
    BundleReader.checkListed(where, manifest.getFiles().keySet());
    return manifest;
  }

  /**
   * Writes a bundle and reads it back.
   *
   * @param target the bundle's folder; must not exist
   * @param manifest all but {@code files}, which is filled in here
   * @param model the ONNX file
   * @param tokenizerJson the tokenizer, as Hugging Face's tokenizers write it
   * @throws BundleException when the target exists, the parts do not fit, or the disk refuses;
   *     nothing is left behind
   */
  public static ModelBundle write(
      Path target, ModelManifest manifest, Path model, String tokenizerJson) {
    return BundleWriter.write(target, manifest, file -> Files.copy(model, file), tokenizerJson);
  }

  /**
   * Writes a bundle whose model is in memory; otherwise as {@link #write(Path, ModelManifest, Path,
   * String)}.
   *
   * @throws BundleException when the target exists, the parts do not fit, or the disk refuses;
   *     nothing is left behind
   */
  public static ModelBundle write(
      Path target, ModelManifest manifest, byte[] model, String tokenizerJson) {
    return BundleWriter.write(target, manifest, file -> Files.write(file, model), tokenizerJson);
  }

  /**
   * Packs the bundle into one tar file, the same bytes for the same bundle.
   *
   * @param tar must not exist
   * @throws BundleException when the target exists or the disk refuses; nothing is left behind
   */
  public void pack(Path tar) {
    BundleArchive.pack(this, tar);
  }

  /** The folder the files lie in. */
  public Path directory() {
    return directory;
  }

  /** The ONNX file. */
  public Path model() {
    return directory.resolve(MODEL);
  }

  /** The tokenizer's file. */
  public Path tokenizer() {
    return directory.resolve(TOKENIZER);
  }

  /** What the bundle says of itself. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** SHA-256 of the manifest's bytes, lower-case hexadecimal: it stands for the whole bundle. */
  public String manifestSha256() {
    return manifestSha256;
  }

  /**
   * The same bundle, whose {@link #close()} does this instead.
   *
   * @param whenClosed gives back what the bundle lies in; must bear being called twice
   */
  public ModelBundle closedBy(Runnable whenClosed) {
    return new ModelBundle(manifest, directory, manifestSha256, whenClosed);
  }

  /**
   * Removes the temporary folder of a bundle that was read from a tar or fetched from a store;
   * otherwise does nothing.
   */
  @Override
  public void close() {
    if (cleanup != null) {
      cleanup.run();
    }
  }
}
