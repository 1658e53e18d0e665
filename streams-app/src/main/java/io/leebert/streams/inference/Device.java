package io.leebert.streams.inference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the network runs.
 *
 * @param cudaIndex number of the NVIDIA GPU, or -1 for the processor
 */
public record Device(int cudaIndex) {
  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

  /** The processor. */
  public static final Device CPU = new Device(-1);

  /**
   * Reads {@code cpu}, {@code cuda} (the first GPU) or {@code cuda:N}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(text.equals("cuda") ? "cuda:0" : text);
    if (!cuda.matches()) {
      throw new IllegalArgumentException(
          "expected cpu, cuda or cuda:N (N = number of the GPU), found '" + text + "'");
    }
    return new Device(Integer.parseInt(cuda.group(1)));
  }

  /** Whether this is a GPU. */
  public boolean cuda() {
    return cudaIndex >= 0;
  }

  @Override
  public String toString() {
    return cuda() ? "cuda:" + cudaIndex : "cpu";
  }
}
