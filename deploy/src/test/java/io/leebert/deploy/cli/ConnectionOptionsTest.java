package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.traffic.ClientSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ConnectionOptionsTest {
  private static final String PROVIDER =
      "config.providers=file\n"
          + "config.providers.file.class="
          + "org.apache.kafka.common.config.provider.FileConfigProvider\n";

  @TempDir Path folder;

  @Command(name = "tool")
  private static final class Tool {
    @Mixin ConnectionOptions connection = new ConnectionOptions();
  }

  private static ClientSettings settings(String... arguments) {
    Tool tool = new Tool();
    new CommandLine(tool).parseArgs(arguments);
    return tool.connection.clientSettings();
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("client.properties"), content).toString();
  }

  @Test
  void addressesAreTakenAsTheyAreGiven() {
    ClientSettings settings = settings("-b", "a:1,b:2", "--schema-registry-url", "https://r");

    assertThat(settings.bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(settings.schemaRegistryUrl()).isEqualTo("https://r");
    assertThat(settings.others()).isEmpty();
  }

  @Test
  void aPropertyOfTheCommandLineGoesBeforeTheFiles() throws Exception {
    ClientSettings settings =
        settings(
            "--command-config",
            file("security.protocol=SSL\nclient.id=file\n"),
            "-X",
            "client.id=line",
            "--property",
            "acks=1");

    assertThat(settings.others())
        .containsOnlyKeys("security.protocol", "client.id", "acks")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.id", "line");
  }

  @Test
  void aPasswordThatStandsInAnotherFileIsFetchedFromThere() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "jaas=module required;\n");
    ClientSettings settings =
        settings(
            "--command-config", file(PROVIDER + "sasl.jaas.config=${file:" + secret + ":jaas}\n"));

    assertThat(settings.others()).containsEntry("sasl.jaas.config", "module required;");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    assertThatThrownBy(() -> settings("--command-config", folder.resolve("none").toString()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("cannot read --command-config " + folder.resolve("none"));
    String malformed = file("a=\\u12\n");
    assertThatThrownBy(() -> settings("--command-config", malformed))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("cannot read --command-config " + malformed);
  }

  @Test
  void aProviderThatIsNotThereIsNamed() throws Exception {
    String config = file("config.providers=vault\nconfig.providers.vault.class=no.such.Vault\n");

    assertThatThrownBy(() -> settings("--command-config", config))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("client settings: ")
        .hasMessageContaining("no.such.Vault");
  }
}
