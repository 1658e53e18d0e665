package io.leebert.trainer.train;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A copy of everything in a network that training changes; taken anew it writes over itself. */
@SuppressWarnings("try") // scopes and guards act by being open
final class Snapshot {

  private final List<Tensor> live;
  private final List<Tensor> kept = new ArrayList<>();

  /** Takes the first copy. */
  Snapshot(ExitNetwork network) {
    this.live = new ArrayList<>(network.encoder().trainable().values());
    live.addAll(network.exits().state());
    for (Tensor tensor : live) {
      kept.add(tensor.detach().clone());
    }
  }

  /** The network's own tensors. */
  List<Tensor> live() {
    return live;
  }

  /** The last copy. */
  List<Tensor> kept() {
    return kept;
  }

  /** Copies the network as it is now. */
  void take() {
    copy(live, kept);
  }

  /** Puts the network back to the last copy. */
  void restore() {
    copy(kept, live);
  }

  private static void copy(List<Tensor> from, List<Tensor> to) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < from.size(); i++) {
        to.get(i).copy_(from.get(i));
      }
    }
  }
}
