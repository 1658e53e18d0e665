package io.leebert.trainer.train;

import io.leebert.trainer.data.LabelledFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What it takes to make a model again: data, seed, hyper-parameters, backbone, code. */
public final class Provenance {

  private static final String POM = "/META-INF/maven/io.leebert/leebert-trainer/pom.properties";

  private Provenance() {}

  /**
   * Everything by name.
   *
   * @param dev the file of held-out rows, or null when they were a part of the training file
   * @param data for the numbers of rows
   */
  public static Map<String, String> of(
      LabelledFile train,
      @Nullable LabelledFile dev,
      TrainingData data,
      String backbone,
      Hyperparameters settings) {
    Map<String, String> map = new TreeMap<>(settings.described());
    map.put("backbone", backbone);
    map.put("codeVersion", codeVersion());
    map.put("trainFile", String.valueOf(train.file().getFileName()));
    map.put("trainSha256", train.sha256());
    map.put("trainRows", Integer.toString(data.train().size()));
    map.putAll(train.columns().described());
    map.put("trainBadRows", Integer.toString(train.badRows().size()));
    map.put("heldOutRows", Integer.toString(data.heldOut().size()));
    map.put("maxLength", Integer.toString(data.maxLength()));
    if (dev == null) {
      map.put("heldOut", "a seeded, stratified part of the training file");
    } else {
      map.put("devFile", String.valueOf(dev.file().getFileName()));
      map.put("devSha256", dev.sha256());
      map.put("devBadRows", Integer.toString(dev.badRows().size()));
    }
    return map;
  }

  /** The version that Maven gave the trainer's jar. */
  public static String codeVersion() {
    try (InputStream pom = Provenance.class.getResourceAsStream(POM)) {
      if (pom == null) {
        return "unpackaged";
      }
      Properties properties = new Properties();
      properties.load(pom);
      return properties.getProperty("version", "unpackaged");
    } catch (IOException e) {
      return "unpackaged";
    }
  }
}
