package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.backbone.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorPrecisionTest {

  @TempDir private Path folder;

  @Test
  void aProcessorThatMultipliesBf16TrainsInIt() throws IOException {
    assertThat(of("flags\t\t: fpu sse2 amx_bf16 avx512_fp16 amx_tile amx_int8\n"))
        .as("by tiles")
        .isEqualTo(Precision.BF16);
    assertThat(of("flags\t\t: fpu sse2 avx512_vnni avx512_bf16 clzero\n"))
        .as("by vectors")
        .isEqualTo(Precision.BF16);
    assertThat(of("flags\t\t: fpu sse2 avx512_bf16\n")).isEqualTo(Precision.BF16);
  }

  @Test
  void othersTrainInFp32() throws IOException {
    assertThat(of("flags\t\t: fpu sse2 avx2 avx512f avx512_vnni\n")).isEqualTo(Precision.FP32);
    assertThat(of("flags\t\t: fpu sse2 amx_tile amx_int8\n")).isEqualTo(Precision.FP32);
    assertThat(of("flags\t\t: fpu avx512_bf16x notavx512_bf16\n")).isEqualTo(Precision.FP32);
    assertThat(of("")).isEqualTo(Precision.FP32);
  }

  @Test
  void whereNothingDescribesTheProcessorItIsFp32() {
    assertThat(ProcessorPrecision.of(folder.resolve("none"))).isEqualTo(Precision.FP32);
    assertThat(ProcessorPrecision.of(folder)).isEqualTo(Precision.FP32);
  }

  private Precision of(String description) throws IOException {
    return ProcessorPrecision.of(Files.writeString(folder.resolve("cpuinfo"), description));
  }
}
