package io.leebert.trainer.train;

import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;

/** The training engine's process-wide settings. */
public final class Engine {

  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private Engine() {}

  /**
   * Switches off JavaCPP's limit on resident memory, a multiple of the Java heap that has nothing
   * to do with what tensors need. Works only before the engine is first touched.
   */
  public static void liftMemoryLimit() {
    if (System.getProperty(MEMORY_LIMIT) == null) {
      System.setProperty(MEMORY_LIMIT, "0");
    }
  }

  /** Fixes what results depend on: the number of threads and the engine's own seed. */
  static void fix(int threads, long seed) {
    torch.set_num_threads(threads);
    openblas_full.openblas_set_num_threads(threads);
    torch.manual_seed(seed);
  }

  /** Sets what the engine draws from next. */
  static void seed(long seed) {
    torch.manual_seed(seed);
  }
}
