package io.leebert.trainer.train;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;

/** The tensors of a checkpoint: the network as it is, its best epoch, and Adam's moments. */
@SuppressWarnings("try") // scopes and guards act by being open
final class RunTensors {

  private final Snapshot best;
  private final ThetaOptimizer optimizer;

  RunTensors(Snapshot best, ThetaOptimizer optimizer) {
    this.best = best;
    this.optimizer = optimizer;
  }

  void write(Path file) {
    try (PointerScope scope = new PointerScope()) {
      OutputArchive archive = new OutputArchive();
      write(archive, "live", best.live());
      write(archive, "best", best.kept());
      OutputArchive moments = new OutputArchive();
      optimizer.save(moments);
      archive.write("adam", moments);
      ArchiveFile.write(archive, file);
    }
  }

  void read(Path file) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      InputArchive archive = new InputArchive();
      archive.load_from(file.toString());
      read(archive, "live", best.live());
      read(archive, "best", best.kept());
      InputArchive moments = new InputArchive();
      archive.read("adam", moments);
      optimizer.load(moments);
    } catch (RuntimeException e) {
      throw new TrainingException("cannot read " + file + ": " + firstLine(e));
    }
  }

  private static void write(OutputArchive archive, String prefix, List<Tensor> tensors) {
    for (int i = 0; i < tensors.size(); i++) {
      archive.write(prefix + i, tensors.get(i).detach());
    }
  }

  private static void read(InputArchive archive, String prefix, List<Tensor> tensors) {
    for (int i = 0; i < tensors.size(); i++) {
      Tensor kept = new Tensor();
      archive.read(prefix + i, kept);
      tensors.get(i).copy_(kept);
    }
  }

  /** The engine's messages carry a native stack trace. */
  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
