package io.leebert.deploy.bench;

import io.leebert.deploy.quickstart.QuickstartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the applications that a throughput benchmark compares.
 *
 * @param letter short name
 * @param name what it is
 * @param bundle the model it serves
 * @param patience what {@code leebert.patience} is set to, or null for the application that a user
 *     would write by hand
 * @param bare whether the bare session runs the same rows, too: not where depth follows the load
 */
record Variant(String letter, String name, Path bundle, @Nullable String patience, boolean bare) {

  /**
   * All that are compared, the one that others are compared with first.
   *
   * @param layers layers of the bundle's network: the patience of full depth
   * @param int8Bundle the same model with int8 weights, or null
   */
  static List<Variant> all(Path bundle, int layers, int patience, @Nullable Path int8Bundle) {
    List<Variant> all = new ArrayList<>();
    all.add(new Variant("a", "by hand: full depth, record by record", bundle, null, false));
    all.add(fixed("b", "ours at full depth", bundle, layers));
    all.add(fixed("c", "ours at patience " + patience, bundle, patience));
    all.add(new Variant("d", "ours on auto, under saturation", bundle, "auto", false));
    if (int8Bundle != null) {
      all.add(fixed("e", "int8 at patience " + patience, int8Bundle.toAbsolutePath(), patience));
    }
    return all;
  }

  /**
   * Those that are asked for.
   *
   * @param only their letters; empty for all
   * @throws QuickstartException naming the letters that stand for none of them
   */
  static List<Variant> chosen(List<Variant> all, List<String> only) {
    List<String> letters = all.stream().map(Variant::letter).toList();
    List<String> unknown = only.stream().filter(letter -> !letters.contains(letter)).toList();
    if (!unknown.isEmpty()) {
      throw new QuickstartException(
          "--only " + String.join(",", unknown) + ": there are " + String.join(", ", letters),
          null);
    }
    return all.stream()
        .filter(variant -> only.isEmpty() || only.contains(variant.letter()))
        .toList();
  }

  private static Variant fixed(String letter, String name, Path bundle, int patience) {
    return new Variant(letter, name, bundle, Integer.toString(patience), true);
  }

  String eventsTopic() {
    return "text-events-" + letter;
  }

  String predictionsTopic() {
    return "predictions-" + letter;
  }
}
