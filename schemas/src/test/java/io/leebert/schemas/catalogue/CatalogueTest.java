package io.leebert.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.ModelEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final Catalogue catalogue = new Catalogue();
  private long offset;

  private void version(ModelEventType type, String version) {
    catalogue.apply(
        offset++, 0, CatalogueKeys.model("mails", version), ModelEvents.of(type, "mails", version));
  }

  private void command(ModelEventType type, String id) {
    catalogue.apply(offset++, 0, CatalogueKeys.command(id), ModelEvents.of(type, "mails", ""));
  }

  private static @Nullable String name(@Nullable Entry entry) {
    return entry == null ? null : entry.event().getModelVersion();
  }

  @Test
  void theVersionPromotedLastIsInServiceWhateverCameInBetween() {
    version(ModelEventType.PROMOTED, "1");
    version(ModelEventType.CANDIDATE, "2");
    assertThat(name(catalogue.current("mails"))).isEqualTo("1");

    version(ModelEventType.PROMOTED, "2");
    version(ModelEventType.REJECTED, "3");
    assertThat(name(catalogue.current("mails"))).isEqualTo("2");
    assertThat(name(catalogue.previous("mails"))).isEqualTo("1");
  }

  @Test
  void aRollbackPutsTheOldVersionBackAndTheNextOneGoesFurther() {
    version(ModelEventType.PROMOTED, "1");
    version(ModelEventType.PROMOTED, "2");
    version(ModelEventType.PROMOTED, "3");

    version(ModelEventType.PROMOTED, "2");
    version(ModelEventType.ROLLED_BACK, "3");

    assertThat(name(catalogue.current("mails"))).isEqualTo("2");
    assertThat(name(catalogue.previous("mails"))).isEqualTo("1");
  }

  @Test
  void modelsDoNotSeeEachOther() {
    version(ModelEventType.PROMOTED, "1");

    assertThat(catalogue.current("chats")).isNull();
    assertThat(catalogue.previous("mails")).isNull();
    assertThat(catalogue.models()).containsExactly("mails");
    assertThat(catalogue.versions("chats")).isEmpty();
  }

  @Test
  void whoListensHearsOfEveryEventAlsoOfThoseThatAnotherFollowsAtOnce() {
    List<String> heard = new ArrayList<>();
    command(ModelEventType.ACCEPTED, "before");
    catalogue.onEach((key, entry) -> heard.add(key + " " + entry.event().getType()));

    command(ModelEventType.ACCEPTED, "a");
    command(ModelEventType.PROGRESS, "a");
    version(ModelEventType.UNKNOWN, "1");
    version(ModelEventType.PROMOTED, "2");

    assertThat(heard)
        .containsExactly(
            CatalogueKeys.command("a") + " ACCEPTED",
            CatalogueKeys.command("a") + " PROGRESS",
            CatalogueKeys.model("mails", "2") + " PROMOTED");
  }

  @Test
  void aCommandIsOpenUntilItsEndAndStaysKnownAfterIt() {
    command(ModelEventType.ACCEPTED, "a");
    command(ModelEventType.ACCEPTED, "b");
    command(ModelEventType.PROGRESS, "a");
    assertThat(catalogue.openCommands()).hasSize(2);

    for (ModelEventType end :
        List.of(
            ModelEventType.DONE,
            ModelEventType.REFUSED,
            ModelEventType.CANCELLED,
            ModelEventType.COMMAND_FAILED)) {
      command(end, "a");
      assertThat(catalogue.ended("a")).isTrue();
    }

    assertThat(catalogue.ended("b")).isFalse();
    assertThat(catalogue.ended("never heard of")).isFalse();
    assertThat(catalogue.openCommands()).hasSize(1);
    assertThat(catalogue.commands()).hasSize(2);
  }

  @Test
  void aTombstoneTakesBackAndAKindNewerThanTheReaderChangesNothing() {
    version(ModelEventType.PROMOTED, "1");
    version(ModelEventType.UNKNOWN, "1");
    assertThat(name(catalogue.current("mails"))).isEqualTo("1");

    catalogue.apply(offset++, 0, CatalogueKeys.model("mails", "1"), null);
    assertThat(catalogue.current("mails")).isNull();
  }

  @Test
  void patienceAndInstancesAreKeptByModel() {
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.patience("mails"),
        ModelEvents.of(ModelEventType.PATIENCE, "mails", ""));
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.instance("mails", "host/1"),
        ModelEvents.of(ModelEventType.SERVING, "mails", "1"));

    assertThat(Objects.requireNonNull(catalogue.patience("mails")).offset()).isZero();
    assertThat(catalogue.patience("chats")).isNull();
    assertThat(catalogue.instances("mails")).hasSize(1);
    assertThat(catalogue.instances("chats")).isEmpty();
    assertThat(catalogue.versions("mails")).isEmpty();
  }

  @Test
  void namesWithSlashesAndBlanksKeepTheirKeysApart() {
    assertThat(CatalogueKeys.model("a/b", "c")).isNotEqualTo(CatalogueKeys.model("a", "b/c"));
    assertThat(CatalogueKeys.model("spam filter", "1%2")).doesNotContain(" ");
  }
}
