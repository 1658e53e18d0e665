package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.ModelManifest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnedBeforeTest {

  private static ModelManifest retrained(String share) {
    return ModelManifest.newBuilder(Manifests.of("a", "b"))
        .setProvenance(Map.of("heldOut", "by a hash of the text", "heldOutShare", share))
        .build();
  }

  @Test
  void aLargerShareThanTheParentsHoldsOutWhatThatOneLearnedFrom() {
    assertThat(LearnedBefore.notice(retrained("0.2"), 0.3))
        .isEqualTo(
            "held-out-share is 0.3, and was 0.2 for mails 1: it has learned from rows that are held"
                + " out now");
    assertThat(LearnedBefore.notice(retrained("0.2"), 0.2)).isNull();
    assertThat(LearnedBefore.notice(retrained("0.2"), 0.1)).isNull();
  }

  @Test
  void aModelThatWasTrainedOtherwiseMayHaveLearnedFromAnything() {
    assertThat(LearnedBefore.notice(Manifests.of("a", "b"), 0.2))
        .startsWith("mails 1 was not made by a retraining");
  }
}
