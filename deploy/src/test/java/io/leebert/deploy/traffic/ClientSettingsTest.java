package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
  @Test
  void whatAUserSetsGoesBeforeWhatAClientAsksForAndEvenBeforeTheAddresses() {
    ClientSettings settings =
        new ClientSettings("a:1", "http://b", Map.of("acks", "1", "security.protocol", "SSL"));

    assertThat(settings.client(Map.of("acks", "all", "linger.ms", 5)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "bootstrap.servers", "a:1",
                "schema.registry.url", "http://b",
                "acks", "1",
                "linger.ms", 5,
                "security.protocol", "SSL"));
    assertThat(
            new ClientSettings("a:1", "http://b", Map.of("bootstrap.servers", "c:3"))
                .client(Map.of()))
        .containsEntry("bootstrap.servers", "c:3");
  }

  @Test
  void everyClientGetsAMapOfItsOwn() {
    ClientSettings settings = ClientSettings.of("a:1", "http://b");

    settings.client(Map.of()).clear();

    assertThat(settings.client(Map.of())).hasSize(2);
  }
}
