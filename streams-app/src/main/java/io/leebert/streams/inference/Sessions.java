package io.leebert.streams.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.file.Path;

/**
 * Opens ONNX Runtime sessions the way this server needs them.
 *
 * <ul>
 *   <li><b>Threads</b> ({@code leebert.inference.threads}): the pool that works inside an operator,
 *       the device's own thread being one of it. Operators of one run never run side by side: the
 *       exits make the graph a chain.
 *   <li><b>Spinning</b> is off: by default idle pool threads turn in circles for a while in case
 *       the next operator comes, which on a machine that also tokenizes, reads and writes takes the
 *       processors from just that.
 *   <li><b>Arena</b>: on, as by default. Memory of a run is kept for the next one, so that a
 *       process stays as large as its largest batch made it: {@code leebert.batch.tokens} bounds
 *       that. On a GPU it grows by what is needed instead of doubling.
 *   <li><b>Memory patterns</b> are off: they plan a run's memory ahead, one plan per shape of the
 *       input, and ours changes with every batch, so that plans would only pile up.
 * </ul>
 */
final class Sessions {
  private Sessions() {}

  static OrtEnvironment environment() {
    // Errors only: its warnings (an operator placed on the processor, say) go straight to stderr.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  }

  /**
   * Opens a session on the device asked for.
   *
   * @throws DeviceMissingException when the device is not there
   * @throws ModelLoadException when the file is not a model
   */
  static OrtSession open(Path model, SessionSettings settings) {
    CommandLineLength.check();
    if (settings.device().cuda()
        && !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new DeviceMissingException(
          "device "
              + settings.device()
              + " is asked for, but this build of ONNX Runtime has only "
              + OrtEnvironment.getAvailableProviders()
              + ": build with 'mvn -Pgpu package', or set leebert.device=cpu, or let the processor"
              + " take its place with leebert.device.required=false",
          null);
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(settings.threads());
      // One branch of the graph at a time: exits make it a chain, a second pool would only compete.
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      // Memory plans are kept per input shape; ours change with every batch, so that they only
      // grow.
      options.setMemoryPatternOptimization(false);
      // Idle pool threads sleep: stream threads and other processes need the cores between batches.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (settings.device().cuda()) {
        try (OrtCUDAProviderOptions cuda =
            new OrtCUDAProviderOptions(settings.device().cudaIndex())) {
          // Grow by what is needed; doubling keeps twice the peak.
          cuda.add("arena_extend_strategy", "kSameAsRequested");
          options.addCUDA(cuda);
        }
      }
      return environment().createSession(model.toString(), options);
    } catch (OrtException e) {
      if (settings.device().cuda()) {
        throw new DeviceMissingException(
            "cannot open "
                + model
                + " on "
                + settings.device()
                + ": "
                + firstLine(e)
                + ". Is there such a GPU, with its driver, CUDA 12 and cuDNN 9? If not, set"
                + " leebert.device=cpu, or let the processor take its place with"
                + " leebert.device.required=false",
            e);
      }
      throw new ModelLoadException("cannot open the model " + model + ": " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
