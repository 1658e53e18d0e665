package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

  /** A program that ends in order at a signal, or says that it cannot. */
  static final class Program {
    private Program() {}

    /** The only argument says whether it can end in order. */
    public static void main(String[] arguments) throws InterruptedException {
      CountDownLatch end = new CountDownLatch(1);
      boolean inOrder = Boolean.parseBoolean(arguments[0]);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown")));
      StopSignals signals =
          StopSignals.take(
              () -> {
                System.out.println("stopping");
                if (inOrder) {
                  end.countDown();
                }
                return inOrder;
              });
      System.out.println("ready");
      end.await();
      System.out.println("stopped");
      System.exit(signals.exitCode());
    }
  }

  @Test
  void aSignalStopsTheProgramBeforeTheJvmBeginsToShutDown() throws Exception {
    Process program = start("true");
    try (BufferedReader output = program.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      program.toHandle().destroy();
      assertThat(output.lines()).containsExactly("stopping", "stopped", "shutdown");
    }
    assertThat(program.waitFor()).isEqualTo(143);
  }

  @Test
  void aProgramThatCannotStopInOrderEndsAtOnce() throws Exception {
    Process program = start("false");
    try (BufferedReader output = program.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      program.toHandle().destroy();
      assertThat(output.lines()).containsExactly("stopping");
    }
    assertThat(program.waitFor()).isEqualTo(143);
  }

  private static Process start(String inOrder) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java, "-Xmx64m", Program.class.getName(), inOrder);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
