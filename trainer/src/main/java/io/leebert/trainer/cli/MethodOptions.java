package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.optimize.WeightForm;
import io.leebert.trainer.optimize.Weighting;
import io.leebert.trainer.train.ExitForm;
import io.leebert.trainer.train.Method;
import io.leebert.trainer.train.Preset;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which method trains, as command line options: a preset, and what differs from it. */
final class MethodOptions {

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      converter = PresetConverter.class,
      completionCandidates = PresetNames.class,
      defaultValue = "leebert",
      description =
          "Method by name: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The options below"
              + " change parts of it; the defaults they name are leebert's.")
  Preset preset = Preset.LEEBERT;

  @Option(
      names = "--teachers",
      paramLabel = "WHICH",
      description = "Which exits teach an exit: none, last, later or all (leebert: all).")
  @Nullable Teachers teachers;

  @Option(
      names = "--weights",
      paramLabel = "HOW",
      converter = WeightingConverter.class,
      description =
          "How the loss's terms are weighed: last-exit, uniform, random, layer, slo, blo, clo-v1,"
              + " clo-v2 or clo-hyper (leebert: clo-v2).")
  @Nullable Weighting weighting;

  @Option(
      names = "--weight-form",
      paramLabel = "FORM",
      description =
          "What learned weights are: raw or normalized (default: normalized; paper: raw).")
  @Nullable WeightForm form;

  @Option(
      names = "--weight-learning-rate",
      paramLabel = "RATE",
      defaultValue = "1e-3",
      description = "Learning rate of learned weights (default: ${DEFAULT-VALUE}).")
  double weightLearningRate;

  @Option(
      names = "--cycle",
      paramLabel = "C",
      defaultValue = "4",
      description = "Cross-level cycle length of clo-v2 and clo-hyper (default: ${DEFAULT-VALUE}).")
  int cycle;

  @Option(
      names = "--temperature",
      defaultValue = "1",
      description = "Temperature of the distillation between exits (default: ${DEFAULT-VALUE}).")
  double temperature;

  @Option(
      names = "--pooling",
      paramLabel = "WHAT",
      description = "What an exit looks at: mean or cls (default: mean; paper: cls).")
  @Nullable Pooling pooling;

  @Option(
      names = "--standardize",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Standardize what an exit looks at; low exits need it (default: true; paper: false).")
  @Nullable Boolean standardize;

  @Option(
      names = "--earned-votes",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Let only exits count and be left at that beat the commonest class on held-out rows"
              + " (default: true; paper: false).")
  @Nullable Boolean earnedVotes;

  @Option(
      names = "--calibrate",
      arity = "0..1",
      fallbackValue = "true",
      description = "Fit a temperature per exit on held-out rows (default: true; paper: false).")
  @Nullable Boolean calibrate;

  @Option(
      names = "--exit-by",
      paramLabel = "RULE",
      description =
          "By what rows leave the served model: patience, confidence or entropy"
              + " (leebert: patience).")
  @Nullable ExitCriterion criterion;

  Preset preset() {
    return preset;
  }

  Method method() {
    Weighting how = weighting != null ? weighting : preset.weighting();
    Teachers which = teachers != null ? teachers : preset.teachers();
    return new Method(
        which,
        temperature,
        how,
        form != null ? form : preset.literal() ? WeightForm.RAW : WeightForm.NORMALIZED,
        weightLearningRate,
        cycle,
        preset.twoStages());
  }

  ExitForm exits() {
    boolean ours = !preset.literal();
    return new ExitForm(
        pooling != null ? pooling : preset.pooling(),
        standardize != null ? standardize : ours,
        earnedVotes != null ? earnedVotes : ours,
        calibrate != null ? calibrate : ours,
        criterion != null ? criterion : preset.criterion());
  }

  /** A wrong name is a wrong command line. */
  static final class PresetConverter implements ITypeConverter<Preset> {
    @Override
    public Preset convert(String flag) {
      try {
        return Preset.ofFlag(flag);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Names as they are typed. */
  static final class PresetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Preset.values()).map(Preset::flag).iterator();
    }
  }

  /** A wrong name is a wrong command line. */
  static final class WeightingConverter implements ITypeConverter<Weighting> {
    @Override
    public Weighting convert(String flag) {
      try {
        return Weighting.ofFlag(flag);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
