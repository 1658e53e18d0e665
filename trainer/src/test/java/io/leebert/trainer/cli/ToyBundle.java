package io.leebert.trainer.cli;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.LabelledTextReader;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.export.BundleDetails;
import io.leebert.trainer.export.BundleExporter;
import io.leebert.trainer.export.HeldOut;
import io.leebert.trainer.train.LineProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A bundle of a two-layer network that learnt to tell parcels from money, trained in a second. */
final class ToyBundle {
  static final int LAYERS = 2;

  private static final List<String> PARCEL = List.of("late", "parcel", "where", "is");
  private static final List<String> MONEY = List.of("refund", "money", "please", "thanks");

  private ToyBundle() {}

  /** Trains, exports and writes it. */
  static Path write(Path target) throws IOException {
    PrintStream nothing =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Path csv = Files.createTempFile("toy", ".csv");
    TrainingOptions options = new TrainingOptions();
    CommandSpec spec = CommandSpec.create();
    spec.addMixin("training", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs("--epochs=6", "--threads=1", "--learning-rate=1e-3");
    Backbone backbone =
        TinyBackbone.of(
            new BackboneConfig(LAYERS, 16, 2, 32, 14, 16, 2, 1e-12f, Activation.GELU),
            0.15,
            TinyTokenizer.json());
    try (LineProgress listener = new LineProgress(nothing, System::nanoTime)) {
      Files.writeString(csv, messages(200));
      TrainingJob.Outcome outcome =
          new TrainingJob(
                  new LabelledTextReader(null, Columns.usual()).read(csv),
                  null,
                  0,
                  0.2,
                  16,
                  null,
                  options.toHyperparameters())
              .run(backbone, new PrintWriter(Writer.nullWriter()), listener);
      new BundleExporter(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 1)
          .export(
              outcome.result().network(),
              new HeldOut(outcome.data().heldOut(), outcome.result().probabilities()),
              new BundleDetails("toy", "7", Metric.ACCURACY, false, 1, outcome.provenance()),
              target)
          .close();
    } finally {
      Files.delete(csv);
    }
    return ModelBundle.read(target).directory();
  }

  /** Messages of 4 to 8 words, every other one about a parcel, as CSV. */
  static String messages(int count) {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < count; i++) {
      List<String> words = i % 2 == 0 ? PARCEL : MONEY;
      csv.append("hello my");
      for (int word = 0; word < 2 + random.nextInt(5); word++) {
        csv.append(' ').append(words.get(random.nextInt(words.size())));
      }
      csv.append(i % 2 == 0 ? ",parcel\n" : ",money\n");
    }
    return csv.toString();
  }
}
