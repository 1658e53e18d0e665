package io.leebert.trainer.backbone;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights of a backbone's folder: which files hold them, and in which format.
 *
 * @param source the arrays, open
 * @param files the files that they are in
 */
record WeightFiles(WeightSource source, List<Path> files) implements AutoCloseable {

  /** One file, the usual case. */
  static final String SINGLE = "model.safetensors";

  private static final String INDEX = "model.safetensors.index.json";
  private static final String PICKLE = "pytorch_model.bin";
  private static final List<String> ONNX = List.of("model.onnx", "onnx/model.onnx");

  /**
   * Opens the weights of a folder: safetensors in one file or in several, else an ONNX export.
   *
   * @throws IllegalArgumentException naming what is missing or not sound
   */
  static WeightFiles in(Path folder) {
    Path single = folder.resolve(SINGLE);
    if (Files.isRegularFile(single)) {
      return new WeightFiles(SafetensorsFile.open(single), List.of(single));
    }
    Path index = folder.resolve(INDEX);
    if (Files.isRegularFile(index)) {
      SafetensorsShards shards = SafetensorsShards.open(index);
      return new WeightFiles(shards, shards.files());
    }
    for (String name : ONNX) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return onnx(folder.resolve(name));
      }
    }
    throw new IllegalArgumentException(
        "the backbone "
            + folder
            + " has no file "
            + SINGLE
            + ", "
            + INDEX
            + " or "
            + ONNX.get(0)
            + (Files.exists(folder.resolve(PICKLE))
                ? "; its " + PICKLE + " can run code when it is read, convert it to safetensors"
                : ""));
  }

  /** Reads an ONNX export; all of it, as such a file has no header to check first. */
  static WeightFiles onnx(Path file) {
    OnnxSideFiles sideFiles = OnnxSideFiles.beside(file);
    try (InputStream stream = Files.newInputStream(file)) {
      Map<String, Weight> arrays = OnnxWeights.read(stream, sideFiles);
      List<Path> files = new ArrayList<>(List.of(file));
      files.addAll(sideFiles.read());
      return new WeightFiles(new LoadedWeights(file.toString(), arrays), files);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          file + " is no ONNX file, or cut short: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  /** SHA-256 of every file, by its name. */
  SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    for (Path file : files) {
      MessageDigest digest = sha256();
      try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
        stream.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file + ": " + e, e);
      }
      digests.put(String.valueOf(file.getFileName()), hex(digest));
    }
    return digests;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    source.close();
  }
}
