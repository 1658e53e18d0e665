package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.BackboneFolderFixture;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.SpellingTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A retraining of two tiny layers that takes a second, with some of it changed. */
final class RetrainFixture implements RetrainListener {

  private static final long SECONDS = 2_000_000_000L;

  final Map<String, String> settings = new HashMap<>();
  final Map<String, String> provenance = new HashMap<>();
  final List<Path> baseFiles = new ArrayList<>();
  final List<RetrainProgress> progress = new ArrayList<>();
  final List<String> notices = new ArrayList<>();

  /** A clock that is asked rarely enough for every step to be told. */
  private final AtomicLong nanoTime = new AtomicLong();

  private final Path backbone;
  Path work;
  List<Labelled> rows = List.of();
  @Nullable ModelBundle current;
  String version = "1";
  String command = "command-1";
  int failsAfter = Integer.MAX_VALUE;

  RetrainFixture(Path backbone, Path work) {
    this.backbone = backbone;
    this.work = work;
    settings.put("backbone", backbone.toString());
    settings.put("epochs", "5");
    settings.put("batch-size", "8");
    settings.put("learning-rate", "2e-3");
    settings.put("exit-learning-rate", "1e-2");
    settings.put("threads", "1");
    settings.put("precision", "fp32");
    settings.put("checkpoint-every", "3");
  }

  /** Another retraining from the same backbone. */
  RetrainFixture another(Path otherWork) {
    RetrainFixture other = new RetrainFixture(backbone, otherWork);
    other.rows = rows;
    return other;
  }

  /** Writes a backbone of two layers of random weights. */
  static Path backbone(Path folder) throws IOException {
    return new BackboneFolderFixture(
            TinyBackbone.of(
                new BackboneConfig(
                    2, 32, 4, 64, SpellingTokenizer.size(), 48, 2, 1e-12f, Activation.GELU),
                0.15,
                SpellingTokenizer.json()))
        .write(folder);
  }

  RetrainResult run() {
    return run(() -> false);
  }

  RetrainResult run(BooleanSupplier cancelled) {
    RetrainRequest request =
        new RetrainRequest(
            "mails", version, rows, baseFiles, current, settings, work, command, provenance);
    return new Retrainer(Clock.systemUTC(), () -> nanoTime.addAndGet(SECONDS), 1)
        .run(request, this, cancelled);
  }

  @Override
  public void progress(RetrainProgress now) {
    progress.add(now);
    if (now.phase() == RetrainPhase.TRAINING && --failsAfter == 0) {
      throw new IllegalStateException("power cut");
    }
  }

  @Override
  public void notice(String message) {
    notices.add(message);
  }
}
