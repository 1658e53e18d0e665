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

  @Test
  void whatAModelWasStartedFromCountsAsWell() {
    ModelManifest child =
        ModelManifest.newBuilder(Manifests.of("a", "b"))
            .setProvenance(
                Map.of(
                    "heldOut",
                    "by a hash of the text",
                    "heldOutShare",
                    "0.2",
                    "unseenShare",
                    "0.1"))
            .build();

    assertThat(LearnedBefore.notice(child, 0.2))
        .isEqualTo(
            "mails 1 was started from a model that may have learned from rows that are held out"
                + " now");
    assertThat(LearnedBefore.notice(child, 0.3)).startsWith("held-out-share is 0.3, and was 0.2");
    assertThat(LearnedBefore.notice(child, 0.1)).isNull();
  }

  @Test
  void aShareThatIsNoNumberIsTakenForNone() {
    assertThat(LearnedBefore.notice(retrained("a fifth"), 0.2))
        .isEqualTo(
            "held-out-share is 0.2, and was 0.0 for mails 1: it has learned from rows that are held"
                + " out now");
  }
}
