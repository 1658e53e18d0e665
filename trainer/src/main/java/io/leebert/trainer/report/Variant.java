package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Runs that differ in nothing but their seeds.
 *
 * @param label the preset, and where several variants share it, the settings they differ in
 * @param runs the runs, as given
 */
record Variant(String label, List<ComparedRun> runs) {

  /** What may differ between repeats: the seed, and what a seed or the machine changes. */
  private static final Set<String> INCIDENTAL =
      Set.of(
          "seed",
          "threads",
          "codeVersion",
          "trainRows",
          "heldOutRows",
          "trainBadRows",
          "devBadRows");

  /** So many settings fit behind a preset's name. */
  private static final int MOST_SETTINGS = 3;

  Variant {
    runs = List.copyOf(runs);
  }

  /**
   * Puts the runs of one task into variants, in the order in which each comes first.
   *
   * @throws RunFolderException when two runs are the same variant with the same seed
   */
  static List<Variant> of(List<ComparedRun> runs) {
    Map<String, Map<Map<String, String>, List<ComparedRun>>> byPreset = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      List<ComparedRun> same =
          byPreset
              .computeIfAbsent(run.record().preset(), preset -> new LinkedHashMap<>())
              .computeIfAbsent(essential(run.record()), settings -> new ArrayList<>());
      same.stream()
          .filter(other -> !run.seed().isEmpty() && other.seed().equals(run.seed()))
          .findFirst()
          .ifPresent(other -> refuseTwice(other, run));
      same.add(run);
    }
    List<Variant> variants = new ArrayList<>();
    byPreset.forEach(
        (preset, bySettings) -> {
          Set<String> differing = differing(bySettings.keySet());
          bySettings.forEach(
              (settings, same) ->
                  variants.add(new Variant(label(preset, settings, differing), same)));
        });
    return variants;
  }

  private static void refuseTwice(ComparedRun one, ComparedRun other) {
    throw new RunFolderException(
        one.folder()
            + " and "
            + other.folder()
            + " are runs of "
            + one.record().preset()
            + " on "
            + one.record().task()
            + " with the same settings and seed "
            + one.seed()
            + ", expected one of each: a mean would count it twice");
  }

  private static Map<String, String> essential(RunRecord run) {
    Map<String, String> settings = new TreeMap<>(run.settings());
    settings.keySet().removeAll(INCIDENTAL);
    settings.put("served by", run.servedBy());
    return settings;
  }

  private static Set<String> differing(Set<Map<String, String>> all) {
    Set<String> names = new TreeSet<>();
    all.forEach(settings -> names.addAll(settings.keySet()));
    names.removeIf(
        name -> all.stream().map(s -> Objects.toString(s.get(name))).distinct().count() < 2);
    return names;
  }

  private static String label(String preset, Map<String, String> settings, Set<String> differing) {
    if (differing.isEmpty()) {
      return preset;
    }
    String shown =
        differing.stream()
            .limit(MOST_SETTINGS)
            .map(name -> name + " " + settings.getOrDefault(name, "not given"))
            .collect(Collectors.joining(", "));
    return preset + " (" + shown + (differing.size() > MOST_SETTINGS ? ", …" : "") + ")";
  }

  Spread spread(ToDoubleFunction<ComparedRun> value) {
    return Spread.of(runs, value);
  }

  /** The first run: what all runs of a variant share can be read from it. */
  RunRecord any() {
    return runs.get(0).record();
  }
}
