package io.leebert.deploy.quickstart;

import io.leebert.deploy.traffic.ClientSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What to try while the quickstart keeps running: commands to paste into another terminal. */
final class Hints {
  private Hints() {}

  static String text(
      String launcher, ClientSettings clients, @Nullable String page, Path work, boolean retrain) {
    String addresses =
        " --bootstrap-servers "
            + clients.bootstrapServers()
            + " --schema-registry-url "
            + clients.schemaRegistryUrl();
    return String.join(
        "\n",
        "",
        "Everything keeps running until Ctrl-C.",
        page == null ? "" : "  page      " + page,
        "  broker    " + clients.bootstrapServers(),
        "  registry  " + clients.schemaRegistryUrl(),
        "",
        "Watch the predictions, in another terminal:",
        "  " + launcher + " consume" + addresses,
        "",
        "Send your own messages, one per line:",
        "  echo 'my parcel is late' | " + launcher + " produce -" + addresses,
        "",
        retrain ? retraining(launcher, addresses, work) : training(launcher, work));
  }

  private static String retraining(String launcher, String addresses, Path work) {
    return String.join(
        "\n",
        "See what is in service, go back to the first model, or pin the depth:",
        "  " + launcher + " control status" + addresses,
        "  " + launcher + " control rollback" + addresses,
        "  " + launcher + " control patience --pin 2" + addresses,
        "",
        "Label messages of your own (a CSV with the columns text and label) and retrain:",
        "  " + launcher + " produce labelled.csv --label-column label" + addresses,
        "  " + launcher + " control retrain --file " + work.resolve("train.csv") + addresses);
  }

  private static String training(String launcher, Path work) {
    return String.join(
        "\n",
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
