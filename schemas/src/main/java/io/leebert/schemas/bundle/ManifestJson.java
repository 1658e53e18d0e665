package io.leebert.schemas.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leebert.schemas.event.ModelManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** The manifest as bytes: Avro's JSON encoding, indented, so that people can read it too. */
final class ManifestJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestJson() {}

  /** The same bytes for the same manifest: what it maps stands in the order of the names. */
  static byte[] write(ModelManifest manifest) {
    ModelManifest ordered = ModelManifest.newBuilder(manifest).build();
    ordered.setProvenance(new TreeMap<>(manifest.getProvenance()));
    ordered.setFiles(new TreeMap<>(manifest.getFiles()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      JsonEncoder encoder =
          EncoderFactory.get().jsonEncoder(ModelManifest.getClassSchema(), out, true);
      new SpecificDatumWriter<>(ModelManifest.class).write(ordered, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Reads a manifest. The format version is looked at before all else, because a later format may
   * look like nothing this schema knows.
   */
  static ModelManifest read(byte[] bytes, String where) {
    JsonNode root = WholeJson.read(bytes, where);
    checkFormatVersion(root.path("formatVersion"), where);
    JsonNode complete = ManifestFields.complete(root, where);
    try {
      return new SpecificDatumReader<>(ModelManifest.class)
          .read(
              new ModelManifest(),
              DecoderFactory.get()
                  .jsonDecoder(
                      ModelManifest.getClassSchema(),
                      new String(JSON.writeValueAsBytes(complete), StandardCharsets.UTF_8)));
    } catch (IOException | AvroRuntimeException e) {
      throw new BundleException(where + " is no manifest of a model bundle: " + e.getMessage(), e);
    }
  }

  private static void checkFormatVersion(JsonNode version, String where) {
    if (!version.canConvertToInt() || !version.isIntegralNumber()) {
      throw new BundleException(
          where
              + " has no formatVersion: found "
              + (version.isMissingNode() ? "nothing" : version)
              + ", expected "
              + ModelBundle.FORMAT_VERSION);
    }
    if (version.intValue() != ModelBundle.FORMAT_VERSION) {
      throw new BundleException(
          where
              + " has bundle format version "
              + version
              + "; this build reads version "
              + ModelBundle.FORMAT_VERSION);
    }
  }
}
