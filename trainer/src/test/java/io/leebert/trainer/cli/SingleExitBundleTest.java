package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.exits.ExitRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ordinary fine-tuning, served: no row leaves before the last exit. */
class SingleExitBundleTest {

  @Test
  void theGraphOfAFullModelLeavesAtTheLastExitWhateverThePatience(@TempDir Path folder)
      throws Exception {
    TrainRun run = new TrainRun(folder);
    assertThat(run.train("--preset=full", "--max-rows=90")).as(run.err.toString()).isZero();

    assertThat(run.manifest().getVotes()).containsExactly(false, false, true);
    assertThat(run.manifest().getQualityProfile())
        .allMatch(quality -> quality.getMeanExitLayer() == TrainRun.LAYERS);
    try (ModelBundle bundle = ModelBundle.read(run.bundle);
        GraphRunner graph = GraphRunner.open(bundle.model(), 1)) {
      for (int patience = 0; patience <= TrainRun.LAYERS; patience++) {
        ExitRule rule = ExitRule.ofPatience(patience, List.of(false, false, true));
        assertThat(graph.run(TrainRun.rows(), rule))
            .hasSize(60)
            .extracting(GraphAnswer::exitLayer)
            .containsOnly(TrainRun.LAYERS);
      }
    }
  }
}
