package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.train.Provenance;
import io.leebert.trainer.train.TrainingData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a retrained model comes from: command, parent, data, settings, code. It also identifies the
 * run that a checkpoint belongs to.
 */
final class RetrainProvenance {

  /** Id of the command. */
  static final String COMMAND = "command";

  /** How a retraining holds rows out, and what share of them. */
  static final String HELD_OUT = "heldOut";

  static final String HELD_OUT_SHARE = "heldOutShare";
  static final String BY_HASH = "by a hash of the text";

  /** The share that no model of the line learned from, from the last that began from a backbone. */
  static final String UNSEEN_SHARE = "unseenShare";

  private RetrainProvenance() {}

  static Map<String, String> of(
      RetrainRequest request,
      RetrainSettings settings,
      StartingPoint start,
      RetrainRows rows,
      TrainingData data,
      Map<String, String> files) {
    Map<String, String> map = new TreeMap<>(request.provenance());
    map.putAll(settings.training().described());
    map.putAll(settings.described());
    map.putAll(start.provenance());
    map.putAll(files);
    map.put(COMMAND, request.commandId());
    ModelBundle parent = request.current();
    if (parent != null) {
      map.put("parent", parent.manifest().getModelVersion());
      map.put("parent.sha256", parent.manifestSha256());
    }
    map.put("preset", settings.preset().flag());
    map.put("metric", data.metric().label());
    map.put("maxLength", Integer.toString(data.maxLength()));
    map.put("codeVersion", Provenance.codeVersion());
    map.put(HELD_OUT, BY_HASH);
    double share = settings.data().heldOutShare();
    map.put(HELD_OUT_SHARE, Double.toString(share));
    map.put(
        UNSEEN_SHARE,
        Double.toString(
            parent == null || start.network() == null
                ? share
                : Math.min(share, LearnedBefore.unseenShare(parent.manifest()))));
    map.put("trainRows", Integer.toString(data.train().size()));
    map.put("heldOutRows", Integer.toString(data.heldOut().size()));
    rows.counts().forEach((name, count) -> map.put("data.count." + name, count.toString()));
    map.put("data.sha256", digest(rows));
    return map;
  }

  /** Of every text and label, whatever order they came in. */
  private static String digest(RetrainRows rows) {
    MessageDigest digest = TextHash.sha256();
    rows.train().forEach(row -> add(digest, row));
    rows.heldOut().forEach(row -> add(digest, row));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Sample row) {
    for (String part : new String[] {row.key(), row.label()}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) ' ');
      digest.update(bytes);
    }
  }
}
