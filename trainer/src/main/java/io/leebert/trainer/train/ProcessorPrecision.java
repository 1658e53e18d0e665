package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which precision a processor trains fastest in. */
public final class ProcessorPrecision {

  /**
   * The processor multiplies bf16 itself, by tiles (Intel's AMX) or by vectors (AMD's and Intel's
   * AVX-512); others convert every number and are slower in it.
   */
  private static final Pattern FLAG = Pattern.compile("\\b(amx|avx512)_bf16\\b");

  private ProcessorPrecision() {}

  /**
   * The faster precision by the processor's description.
   *
   * @param description Linux' {@code /proc/cpuinfo}; where there is none, the answer is fp32
   */
  public static Precision of(Path description) {
    try {
      return Files.isReadable(description)
              && FLAG.matcher(Files.readString(description, StandardCharsets.ISO_8859_1)).find()
          ? Precision.BF16
          : Precision.FP32;
    } catch (IOException e) {
      return Precision.FP32;
    }
  }
}
