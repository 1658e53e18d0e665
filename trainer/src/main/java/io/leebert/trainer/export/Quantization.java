package io.leebert.trainer.export;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.evaluate.GraphQuality;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What int8 weights cost: the same rows scored by the graph with fp32 weights and by the one with
 * int8 weights.
 *
 * @param metric what the scores are
 * @param fp32 with fp32 weights
 * @param int8 with int8 weights
 * @param bound points, of a hundred, that a score may fall by
 */
public record Quantization(String metric, GraphQuality fp32, GraphQuality int8, double bound) {

  /** What is in the provenance of a bundle whose weights are int8. */
  static final String KEY = "quantize";

  /** The value of {@link #KEY}. */
  static final String INT8 = "int8";

  private static final double ROUNDING = 1e-9;

  /**
   * Refuses int8 weights with which the score by the served exit rule, or at full depth, falls by
   * more than the bound.
   *
   * @throws QuantizationException with both scores and the bound
   */
  void require() {
    require("the served exit rule", fp32.served(), int8.served());
    require("full depth", fp32.fullDepth(), int8.fullDepth());
  }

  private void require(String where, PatienceQuality before, PatienceQuality after) {
    double fall = 100 * (before.getScore() - after.getScore());
    if (fall > bound + ROUNDING) {
      throw new QuantizationException(
          String.format(
              Locale.ROOT,
              "int8 weights are refused: %s at %s falls from %.2f to %.2f, by %.2f points where at"
                  + " most %.2f are allowed; nothing is written",
              metric,
              where,
              100 * before.getScore(),
              100 * after.getScore(),
              fall,
              bound));
    }
  }

  /** For the bundle, so that it says itself what it is and what that cost. */
  public Map<String, String> provenance() {
    Map<String, String> map = new TreeMap<>();
    map.put(KEY, INT8);
    map.put("quantize.bound", number(bound));
    map.put("quantize.servedScore.fp32", number(100 * fp32.served().getScore()));
    map.put("quantize.servedScore.int8", number(100 * int8.served().getScore()));
    map.put("quantize.fullDepthScore.fp32", number(100 * fp32.fullDepth().getScore()));
    map.put("quantize.fullDepthScore.int8", number(100 * int8.fullDepth().getScore()));
    return map;
  }

  /** Score and mean exit layer of both at every patience, for people. */
  public String table() {
    StringBuilder text = new StringBuilder();
    Formatter table = new Formatter(text, Locale.ROOT);
    table.format("patience   %s: fp32     int8   mean exit layer: fp32    int8%n", metric);
    int width = metric.length() + 7;
    for (int i = 0; i < fp32.profile().size(); i++) {
      PatienceQuality before = fp32.profile().get(i);
      PatienceQuality after = int8.profile().get(i);
      table.format(
          "%8d  %" + width + ".2f   %6.2f   %21.2f   %5.2f%n",
          before.getPatience(),
          100 * before.getScore(),
          100 * after.getScore(),
          before.getMeanExitLayer(),
          after.getMeanExitLayer());
    }
    table.format(
        "  served  %" + width + ".2f   %6.2f   %21.2f   %5.2f%n",
        100 * fp32.served().getScore(),
        100 * int8.served().getScore(),
        fp32.served().getMeanExitLayer(),
        int8.served().getMeanExitLayer());
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
