package io.leebert.deploy.quickstart;

import io.leebert.deploy.traffic.ClientSettings;
import java.nio.file.Path;

/** What to try while the quickstart keeps running: commands to paste into another terminal. */
final class Hints {
  private Hints() {}

  static String text(String launcher, ClientSettings clients, Path work) {
    String addresses =
        " --bootstrap-servers "
            + clients.bootstrapServers()
            + " --schema-registry-url "
            + clients.schemaRegistryUrl();
    return String.join(
        "\n",
        "",
        "Everything keeps running until Ctrl-C.",
        "  broker    " + clients.bootstrapServers(),
        "  registry  " + clients.schemaRegistryUrl(),
        "",
        "Watch the predictions, in another terminal:",
        "  " + launcher + " consume" + addresses,
        "",
        "Send your own messages, one per line:",
        "  echo 'my parcel is late' | " + launcher + " produce -" + addresses,
        "",
        "Train again on the same messages, or on your own, and serve what comes out:",
        "  "
            + launcher
            + " train --train "
            + work.resolve("train.csv")
            + " --dev "
            + work.resolve("held-out.csv")
            + " --out my-model --epochs 4",
        "  sed 's|^leebert.bundle=.*|leebert.bundle='\"$PWD\"'/my-model|' "
            + work.resolve("app.properties")
            + " > my-app.properties",
        "  " + launcher + " serve --config my-app.properties");
  }
}
