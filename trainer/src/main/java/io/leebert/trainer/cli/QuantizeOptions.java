package io.leebert.trainer.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** In which numbers a bundle's weights are, as command line options. */
final class QuantizeOptions {

  @Option(
      names = "--quantize",
      paramLabel = "FORMAT",
      defaultValue = "none",
      converter = WeightsConverter.class,
      description =
          "none or int8, of the bundle's weights: int8 is a quarter of the size and some two times"
              + " faster on a CPU; for a GPU leave it at none (default: ${DEFAULT-VALUE}).")
  Weights weights = Weights.NONE;

  @Option(
      names = "--quantize-bound",
      paramLabel = "POINTS",
      description =
          "Points that int8 weights may cost on the held-out rows, by the served exit rule and at"
              + " full depth; more is refused (default: 1).")
  @Nullable Double bound;

  /** Points that may be lost, or null for fp32 weights. */
  @Nullable Double int8Bound() {
    return weights == Weights.INT8 ? bound() : null;
  }

  private double bound() {
    return bound == null ? QuantizeCommand.USUAL_BOUND : bound;
  }

  /** What is wrong with the options; empty when nothing is. */
  String problem() {
    if (weights == Weights.NONE && bound != null) {
      return "--quantize-bound is for --quantize int8";
    }
    return QuantizeCommand.problem(bound());
  }

  /** Numbers that weights are stored and multiplied in. */
  enum Weights {
    /** As trained, in fp32. */
    NONE,
    /** In int8. */
    INT8
  }

  /** As users type it, in lower or upper case. */
  static final class WeightsConverter implements ITypeConverter<Weights> {
    @Override
    public Weights convert(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "none" -> Weights.NONE;
        case "int8" -> Weights.INT8;
        default -> throw new TypeConversionException("expected none or int8, found " + name);
      };
    }
  }
}
