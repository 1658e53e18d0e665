package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.LabelledTextReader;
import io.leebert.trainer.data.SpellingTokenizer;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import io.leebert.trainer.export.BundleDetails;
import io.leebert.trainer.export.BundleExporter;
import io.leebert.trainer.export.BundleQuantizer;
import io.leebert.trainer.export.HeldOut;
import io.leebert.trainer.train.LineProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A real bundle small enough to keep beside tests: four layers of width 32 over a vocabulary that
 * can spell anything, trained in seconds to tell parcels, money and passwords apart. The program
 * that made {@code streams-app/src/test/resources/tiny-bundle} and {@code tiny-bundle-int8}.
 */
public final class TinyBundle {
  static final int LAYERS = 4;

  private static final List<String> LABELS = List.of("parcel", "money", "password");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("late", "parcel", "where", "order", "track"),
          List.of("refund", "money", "bill", "paid", "price"),
          List.of("login", "password", "mail", "reset", "locked"));
  private static final List<String> FILLERS =
      List.of("hello", "please", "my", "is", "the", "thanks", "today", "still", "help");
  private static final int MAX_LENGTH = 48;

  private TinyBundle() {}

  /** Writes it to the folder that is named unless it is there, and beside it its int8 form. */
  public static void main(String[] arguments) throws IOException {
    Path bundle = Path.of(arguments[0]);
    System.out.println(Files.exists(bundle) ? bundle : write(bundle));
    System.out.println(writeInt8(bundle, bundle.resolveSibling(bundle.getFileName() + "-int8")));
  }

  /** Writes a tiny bundle's form with int8 weights. */
  static Path writeInt8(Path from, Path target) throws IOException {
    Path csv = Files.createTempFile("tiny", ".csv");
    try (ModelBundle bundle = ModelBundle.read(from)) {
      Files.writeString(csv, messages(300, 6));
      LabelledFile file = new LabelledTextReader(null, Columns.usual()).read(csv);
      new BundleQuantizer(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 1)
          .quantize(bundle, BundleRows.of(bundle, file), "1-int8", 2)
          .write(target)
          .close();
      return target;
    } finally {
      Files.deleteIfExists(csv);
    }
  }

  /** Trains, exports and writes it. */
  static Path write(Path target) throws IOException {
    PrintWriter nothing = new PrintWriter(Writer.nullWriter());
    Path folder = Files.createTempDirectory("tiny");
    Path csv = folder.resolve("messages.csv");
    TrainingOptions options = new TrainingOptions();
    CommandSpec spec = CommandSpec.create();
    spec.addMixin("training", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec)
        .parseArgs("--epochs=8", "--threads=1", "--learning-rate=1e-3", "--precision=FP32");
    String tokenizer = SpellingTokenizer.json();
    Backbone backbone =
        TinyBackbone.of(
            new BackboneConfig(
                LAYERS,
                32,
                4,
                64,
                SpellingTokenizer.size(),
                MAX_LENGTH,
                2,
                1e-12f,
                Activation.GELU),
            0.15,
            tokenizer);
    try (LineProgress listener = new LineProgress(nothing, System::nanoTime)) {
      Files.writeString(csv, messages(900, 5));
      TrainingJob.Outcome outcome =
          new TrainingJob(
                  new LabelledTextReader(null, Columns.usual()).read(csv),
                  null,
                  0,
                  0.2,
                  MAX_LENGTH,
                  null,
                  options.toHyperparameters())
              .run(backbone, nothing, listener);
      new BundleExporter(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 1)
          .export(
              outcome.result().network(),
              new HeldOut(outcome.data().heldOut(), outcome.result().probabilities()),
              new BundleDetails(
                  "tiny",
                  "1",
                  Metric.ACCURACY,
                  false,
                  ExitRule.ofPatience(2, outcome.result().network().votes()),
                  outcome.provenance()),
              target)
          .close();
    } finally {
      Files.deleteIfExists(csv);
      Files.delete(folder);
    }
    try (ModelBundle bundle = ModelBundle.read(target)) {
      return bundle.directory();
    }
  }

  /** Messages of 4 to 12 words, one or two of which tell, some misspelt, as CSV. */
  static String messages(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < count; i++) {
      int label = i % LABELS.size();
      int length = 4 + random.nextInt(9);
      int telling = random.nextInt(length);
      for (int word = 0; word < length; word++) {
        boolean tells = word == telling || random.nextInt(8) == 0;
        csv.append(word == 0 ? "" : " ").append(word(random, tells ? WORDS.get(label) : FILLERS));
      }
      csv.append(',').append(LABELS.get(label)).append('\n');
    }
    return csv.toString();
  }

  private static String word(Random random, List<String> words) {
    String word = words.get(random.nextInt(words.size()));
    if (random.nextInt(12) > 0) {
      return word;
    }
    int at = random.nextInt(word.length());
    return word.substring(0, at) + word.substring(at + 1) + word.charAt(at);
  }
}
