package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.BackboneFolderFixture;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.SpellingTokenizer;
import io.leebert.trainer.data.TextTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command {@code train} as users type it, with a small backbone of their own. */
final class TrainRun {
  static final int LAYERS = 3;
  static final int POSITIONS = 24;

  final Path folder;
  final Path backbone;
  final Path data;
  final Path bundle;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  /** In a folder of its own, with 240 messages of three labels as data. */
  TrainRun(Path folder) {
    this.folder = folder;
    this.backbone = writeBackbone("my-bert", 2);
    this.data = write("mails.csv", TinyBundle.messages(240, 5));
    this.bundle = folder.resolve("models-mails");
  }

  /** Another backbone beside the first. */
  Path writeBackbone(String name, int typeVocabulary) {
    BackboneConfig config =
        new BackboneConfig(
            LAYERS,
            16,
            2,
            32,
            SpellingTokenizer.size(),
            POSITIONS,
            typeVocabulary,
            1e-12f,
            Activation.GELU);
    try {
      return new BackboneFolderFixture(TinyBackbone.of(config, 0.15, SpellingTokenizer.json()))
          .write(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the backbone, the data and a bundle to be, unless the arguments say otherwise. */
  int train(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return command()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments(arguments).toArray(String[]::new));
  }

  private static CommandLine command() {
    return new CommandLine(new TrainCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** The command in a process of its own. */
  public static void main(String[] arguments) {
    System.exit(command().execute(arguments));
  }

  /** A process of its own that can be killed. */
  TrainProcess start(String... arguments) {
    return new TrainProcess(arguments(arguments));
  }

  private List<String> arguments(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    addUnlessGiven(all, "--backbone=", backbone.toString());
    addUnlessGiven(all, "--train=", data.toString());
    addUnlessGiven(all, "--out=", bundle.toString());
    addUnlessGiven(all, "--threads=", "1");
    addUnlessGiven(all, "--epochs=", "1");
    addUnlessGiven(all, "--max-length=", Integer.toString(POSITIONS));
    return all;
  }

  private static void addUnlessGiven(List<String> arguments, String option, String value) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
      arguments.add(option + value);
    }
  }

  /** Sixty messages that no run has seen. */
  static List<TokenizedRow> rows() {
    try (TextTokenizer tokenizer = TextTokenizer.of(SpellingTokenizer.json(), POSITIONS)) {
      return TinyBundle.messages(60, 7)
          .lines()
          .skip(1)
          .map(line -> tokenizer.tokenize(line.substring(0, line.lastIndexOf(',')), null, 0))
          .toList();
    }
  }

  /** What the bundle that was written says of itself. */
  ModelManifest manifest() {
    try (ModelBundle made = ModelBundle.read(bundle)) {
      return made.manifest();
    }
  }
}
