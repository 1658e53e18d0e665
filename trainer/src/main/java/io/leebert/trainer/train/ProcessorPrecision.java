package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which precision a processor trains fastest in. */
public final class ProcessorPrecision {

  /** The processor multiplies bf16 matrices itself (Intel's AMX); others are slower in it. */
  private static final String FLAG = " amx_bf16";

  private ProcessorPrecision() {}

  /**
   * The faster precision by the processor's description.
   *
   * @param description Linux' {@code /proc/cpuinfo}; where there is none, the answer is fp32
   */
  public static Precision of(Path description) {
    try {
      return Files.isReadable(description)
              && Files.readString(description, StandardCharsets.ISO_8859_1).contains(FLAG)
          ? Precision.BF16
          : Precision.FP32;
    } catch (IOException e) {
      return Precision.FP32;
    }
  }
}
