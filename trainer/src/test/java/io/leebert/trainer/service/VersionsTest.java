package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.ModelEventType;
import org.junit.jupiter.api.Test;

class VersionsTest {

  private final History history = new History();

  private static Received received(String id, long timestamp) {
    return new Received(id, null, "", "control-0@0", 0, timestamp);
  }

  @Test
  void aVersionIsNamedByWhenItsCommandWasSentAndBySomeOfItsId() {
    String version = Versions.toMake(received("a", 1_764_000_000_000L));

    assertThat(version).matches("20251124-160000-[0-9a-f]{6}");
    assertThat(Versions.toMake(received("a", 1_764_000_000_999L))).isEqualTo(version);
    assertThat(Versions.toMake(received("b", 1_764_000_000_000L))).isNotEqualTo(version);
    assertThat(Versions.toMake(received("a", 1_764_000_001_000L))).isNotEqualTo(version);
  }

  @Test
  void aModelIsKnownByItsVersionsByItsInstancesOrAsTheServicesOwn() {
    history.version(ModelEventType.CANDIDATE, "1");

    assertThatCode(() -> Versions.requireKnown(history.catalogue, History.MODEL, "other"))
        .doesNotThrowAnyException();
    assertThatCode(() -> Versions.requireKnown(history.catalogue, "other", "other"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Versions.requireKnown(history.catalogue, "mail", "other"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "there is no model mail; known are mails, other. A new one begins with PROMOTE and a"
                + " uri");
    History served = new History();
    served.serving("instance-1", "1");
    assertThatCode(() -> Versions.requireKnown(served.catalogue, History.MODEL, "other"))
        .doesNotThrowAnyException();
  }

  @Test
  void aVersionThatThereIsNotIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> Versions.require(history.catalogue, History.MODEL, "3"))
        .hasMessage("there is no version 3 of model mails; no version of model mails is known");

    history.version(ModelEventType.PROMOTED, "1").version(ModelEventType.REJECTED, "2");
    assertThatThrownBy(() -> Versions.require(history.catalogue, History.MODEL, "3"))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("there is no version 3 of model mails; known are ")
        .hasMessageContainingAll("1 (PROMOTED)", "2 (REJECTED)");
  }

  @Test
  void whereNothingIsInServiceThereIsNothingToReturnFrom() {
    history.version(ModelEventType.CANDIDATE, "1");

    assertThatThrownBy(() -> Versions.before(history.catalogue, History.MODEL))
        .isInstanceOf(RefusedException.class)
        .hasMessage("no version of model mails is in service; known are 1 (CANDIDATE)");
  }

  @Test
  void theFirstVersionHasNoneBeforeIt() {
    history.version(ModelEventType.PROMOTED, "1");

    assertThatThrownBy(() -> Versions.before(history.catalogue, History.MODEL))
        .hasMessage(
            "version 1 of model mails is in service, and there is none before it to return to");
    history.version(ModelEventType.PROMOTED, "2");
    assertThat(Versions.before(history.catalogue, History.MODEL).event().getModelVersion())
        .isEqualTo("1");
  }

  @Test
  void whatInstancesServeIsNamedOnceAndInOrder() {
    history.serving("instance-1", "2");
    history.serving("instance-2", "1");
    history.serving("instance-3", "2");

    assertThat(Versions.served(history.catalogue, History.MODEL)).containsExactly("1", "2");
    assertThat(Versions.served(history.catalogue, "other")).isEmpty();
  }
}
