package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.report.RunFolder;
import io.leebert.trainer.report.RunRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that ends in int8 weights, or in their refusal. */
class TrainQuantizedTest {

  private final TrainRun run;

  TrainQuantizedTest(@TempDir Path folder) {
    this.run = new TrainRun(folder);
  }

  @Test
  void theBundleTheReportAndTheSummarySayThatWeightsAreInt8AndWhatThatCost() {
    assertThat(run.train("--quantize=int8", "--quantize-bound=20")).as(run.err.toString()).isZero();

    assertThat(run.manifest().getProvenance())
        .containsEntry("quantize", "int8")
        .containsEntry("quantize.bound", "20.00")
        .containsKeys("quantize.servedScore.fp32", "quantize.servedScore.int8");
    assertThat(run.manifest().getQualityProfile()).hasSize(TrainRun.LAYERS + 1);
    RunRecord record = RunFolder.read(run.bundle.resolveSibling("models-mails-run"));
    assertThat(record.settings())
        .containsEntry("quantize", "int8")
        .containsKeys("quantize.fullDepthScore.fp32", "quantize.fullDepthScore.int8");
    assertThat(run.out.toString()).containsPattern("patience +accuracy: fp32 +int8");
  }

  @Test
  void weightsAreFp32UnlessTheUserAsksForInt8() {
    assertThat(run.train()).isZero();

    assertThat(run.manifest().getProvenance()).doesNotContainKey("quantize");
    assertThat(run.out.toString()).doesNotContain("int8");
  }

  /** Rows labelled by the same model in fp32: each label that int8 weights change is a fall. */
  @Test
  void refusedWeightsLeaveNothingButACheckpointThatFp32WeightsAreWrittenFrom() throws Exception {
    Path first = run.folder.resolve("first");
    Path dev = run.write("dev.csv", TinyBundle.messages(1200, 9));
    assertThat(run.train("--dev=" + dev, "--out=" + first)).isZero();
    try (ModelBundle bundle = ModelBundle.read(first)) {
      run.write("dev.csv", QuantizeCommandTest.relabelled(bundle, TinyBundle.messages(1200, 9)));
    }
    String[] refused = {"--dev=" + dev, "--quantize=int8", "--quantize-bound=0"};

    assertThat(run.train(refused)).isEqualTo(1);
    assertThat(run.err.toString())
        .contains(
            "train: int8 weights are refused: accuracy at ",
            "at most 0.00 are allowed",
            "--resume");
    assertThat(run.bundle).doesNotExist();
    Path folder = run.bundle.resolveSibling("models-mails-run");
    assertThat(folder.resolve(RunFolder.RECORD)).doesNotExist();
    assertThat(folder.resolve("report.html")).doesNotExist();

    assertThat(run.train("--dev=" + dev, "--resume")).as(run.err.toString()).isZero();
    assertThat(run.err.toString()).contains("going on after step");
    assertThat(run.manifest().getProvenance()).doesNotContainKey("quantize");
  }

  @Test
  void aWrongFormatOrBoundIsAWrongCommandLine() {
    assertThat(run.train("--quantize=int4")).isEqualTo(2);
    assertThat(run.err.toString()).contains("expected none or int8, found int4");
    assertThat(run.train("--quantize=int8", "--quantize-bound=101")).isEqualTo(2);
    assertThat(run.err.toString()).contains("must be 0 to 100 points, found 101.0");
    assertThat(run.train("--quantize-bound=2")).isEqualTo(2);
    assertThat(run.err.toString()).contains("--quantize-bound is for --quantize int8");
    assertThat(run.bundle).doesNotExist();
  }
}
