package io.leebert.streams.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the signals that ask the process to end, before the JVM begins to shut down. In a shutdown
 * hook it would be too late: all hooks run at once, and one of them is ONNX Runtime's, which frees
 * the library's environment under a batch that is running (a crash, and no clean stop).
 *
 * <p>By reflection: {@code sun.misc.Signal} is the only way there is, supported (JEP 260), and not
 * to be compiled against without a warning.
 */
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
  private static final int EXIT_CODES = 128;

  private final AtomicInteger received = new AtomicInteger();

  private StopSignals() {}

  /**
   * Takes the signals from now on. A second one ends the process at once.
   *
   * @param stop called at the first signal, on a thread of its own; false when it cannot bring the
   *     process to an end, which then ends at once
   */
  static StopSignals take(BooleanSupplier stop) {
    StopSignals signals = new StopSignals();
    for (String name : NAMES) {
      try {
        signals.take(name, stop);
      } catch (ReflectiveOperationException e) {
        // Taken by the JVM (-Xrs) or not there: its default, or a shutdown hook, must do.
        LOG.debug("SIG{} is not taken", name, e);
      }
    }
    return signals;
  }

  private void take(String name, BooleanSupplier stop) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Method number = type.getMethod("getNumber");
    Object handler =
        Proxy.newProxyInstance(
            handlerType.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                receive((int) number.invoke(arguments[0]), stop);
              }
              return null;
            });
    type.getMethod("handle", type, handlerType)
        .invoke(null, type.getConstructor(String.class).newInstance(name), handler);
  }

  private void receive(int number, BooleanSupplier stop) {
    if (!received.compareAndSet(0, number) || !stop.getAsBoolean()) {
      Runtime.getRuntime().halt(EXIT_CODES + number);
    }
  }

  /** The exit code of a process ended by the signal that was received; 0 when there was none. */
  int exitCode() {
    int number = received.get();
    return number == 0 ? 0 : EXIT_CODES + number;
  }
}
