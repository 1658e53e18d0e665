package io.leebert.deploy.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A small program for the tests of {@link ChildJvm}. */
public final class EchoMain {

  private EchoMain() {}

  /** The first argument says what to do. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "print" -> System.out.println(arguments[1] + " COLOUR=" + System.getenv("COLOUR"));
      case "temporary" -> System.out.println(Files.createTempFile("echo", null));
      case "fail" -> {
        System.err.println(arguments[1]);
        System.exit(3);
      }
      case "wait" -> {
        Path waiting = Path.of("waiting");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> waiting.toFile().delete()));
        Files.createFile(waiting);
        new CountDownLatch(1).await();
      }
      case "parent" -> {
        ChildJvm child =
            ChildJvm.start(
                ChildJvm.Command.mainClass(
                    "inner",
                    Path.of(arguments[1]),
                    List.of("-Xmx64m"),
                    EchoMain.class.getName(),
                    List.of("wait")));
        Path written =
            Files.writeString(Path.of(arguments[2] + ".part"), String.valueOf(child.pid()));
        Files.move(written, Path.of(arguments[2]), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }
}
