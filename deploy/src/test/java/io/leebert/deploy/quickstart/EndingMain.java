package io.leebert.deploy.quickstart;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that ends while a {@link Teardown} is open, and says how that looks from its hooks. */
public final class EndingMain {

  /** So many that some run before the teardown's own. */
  static final int HOOKS = 200;

  private EndingMain() {}

  /** The argument is where the work folder is made. */
  public static void main(String[] arguments) {
    Path parent = Path.of(arguments[0]);
    try (Teardown teardown = Teardown.install(parent, "work")) {
      for (int i = 0; i < HOOKS; i++) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> look(teardown, parent)));
      }
      new Thread(() -> System.exit(0)).start();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(Teardown teardown, Path parent) {
    boolean stopping = teardown.stopping();
    System.out.println(
        "stopping: "
            + stopping
            + ", a new one is refused: "
            + another(parent)
            + ", "
            + goesOn(teardown));
  }

  private static String goesOn(Teardown teardown) {
    try {
      teardown.requireGoingOn();
      return "goes on";
    } catch (QuickstartException e) {
      return "ends interrupted: " + Thread.interrupted();
    }
  }

  private static String another(Path parent) {
    try (Teardown other = Teardown.install(parent, "other")) {
      return "no, " + other.folder();
    } catch (QuickstartException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
