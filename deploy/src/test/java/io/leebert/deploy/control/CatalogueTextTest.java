package io.leebert.deploy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ModelEventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTextTest {
  private final Events events = new Events();

  @Test
  void showsWhatIsInServiceWhatWasBeforeAndWhoServesIt() {
    events.version(ModelEventType.PROMOTED, "1");
    events.version(ModelEventType.PROMOTED, "2");
    events.version(ModelEventType.REJECTED, "3");
    events.apply(
        CatalogueKeys.instance("mails", "host-a"),
        Events.event(ModelEventType.LOAD_FAILED, "2")
            .setInstance("host-a")
            .setMessage("no such bundle"));
    events.command(
        "a", Events.event(ModelEventType.PROGRESS, "4").setProgress(0.5).setMessage("epoch 1"));

    assertThat(CatalogueText.of(events.catalogue, null))
        .contains("model mails", "in service    2, promoted 20", "before it     1")
        .contains("patience      as every instance is configured")
        .contains("instance      host-a load failed 2", "no such bundle")
        .contains("version       3 rejected")
        .contains("commands under way", "a  progress, 50 %: epoch 1");
  }

  @Test
  void saysInWordsWhatPatienceIsSet() {
    events.version(ModelEventType.CANDIDATE, "1");
    assertThat(CatalogueText.of(events.catalogue, "mails")).contains("nothing was promoted yet");

    events.apply(
        CatalogueKeys.patience("mails"), Events.event(ModelEventType.PATIENCE, "").setPatience(4));
    assertThat(CatalogueText.of(events.catalogue, "mails")).contains("pinned at 4 since");

    events.apply(
        CatalogueKeys.patience("mails"),
        Events.event(ModelEventType.PATIENCE, "").setPatienceMin(2).setPatienceMax(6));
    assertThat(CatalogueText.of(events.catalogue, "mails"))
        .contains("follows the load, not below 2, not above 6");

    events.apply(CatalogueKeys.patience("mails"), Events.event(ModelEventType.PATIENCE, ""));
    assertThat(CatalogueText.of(events.catalogue, "mails")).contains("follows the load\n");
  }

  @Test
  void scriptsGetALineForEveryVersionPatienceInstanceAndCommand() throws Exception {
    events.version(ModelEventType.PROMOTED, "1");
    events.version(ModelEventType.PROMOTED, "2");
    events.apply(
        CatalogueKeys.patience("mails"), Events.event(ModelEventType.PATIENCE, "").setPatience(4));
    events.apply(
        CatalogueKeys.instance("mails", "host-a"),
        Events.event(ModelEventType.SERVING, "2").setInstance("host-a"));
    events.command(ModelEventType.DONE, "a");

    List<JsonNode> lines = new ArrayList<>();
    for (String line : CatalogueText.json(events.catalogue, null)) {
      assertThat(line).doesNotContain("\n");
      lines.add(new JsonMapper().readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.get("type").asText())
        .containsExactlyInAnyOrder("PROMOTED", "PROMOTED", "PATIENCE", "SERVING", "DONE");
    assertThat(lines)
        .filteredOn(line -> line.path("inService").asBoolean())
        .singleElement()
        .matches(line -> line.get("modelVersion").asText().equals("2"));
    assertThat(CatalogueText.json(events.catalogue, "chats")).hasSize(1);
    assertThat(CatalogueText.json(new Events().catalogue, null)).isEmpty();
  }

  @Test
  void saysSoWhereThereIsNothingToShow() {
    assertThat(CatalogueText.of(events.catalogue, null)).startsWith("no model yet");

    events.version(ModelEventType.PROMOTED, "1");
    assertThat(CatalogueText.of(events.catalogue, "chats"))
        .startsWith("no model chats, only [mails]")
        .contains("no command is being carried out");
  }
}
