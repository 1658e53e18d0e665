package io.leebert.deploy.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;

/** A small program for the tests of {@link ChildJvm}. */
public final class EchoMain {

  /** JDKs before 25 leave a common pool of one thread alone. */
  static final String TWO_POOL_THREADS = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2";

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
      case "wait-with-a-busy-pool" -> {
        fillCommonPool();
        main(new String[] {"wait"});
      }
      case "kill-with-a-busy-pool" -> {
        fillCommonPool();
        ChildJvm child = inner(arguments[1], "wait");
        child.kill();
        System.out.println("killed");
        System.exit(child.isAlive() ? 1 : 0);
      }
      case "serve" -> {
        System.out.println("leebert: serving nothing; watch it at http://127.0.0.1:1/");
        new CountDownLatch(1).await();
      }
      case "wait" -> {
        Path waiting = Path.of("waiting");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> waiting.toFile().delete()));
        Files.createFile(waiting);
        new CountDownLatch(1).await();
      }
      case "parent" -> {
        ChildJvm child = inner(arguments[1], arguments[3]);
        Path written =
            Files.writeString(Path.of(arguments[2] + ".part"), String.valueOf(child.pid()));
        Files.move(written, Path.of(arguments[2]), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static ChildJvm inner(String folder, String task) {
    return ChildJvm.start(
        ChildJvm.Command.mainClass(
            "inner",
            Path.of(folder),
            List.of("-Xmx64m", TWO_POOL_THREADS),
            EchoMain.class.getName(),
            List.of(task)));
  }

  /** Leaves no thread of the common pool free, for good. */
  private static void fillCommonPool() throws InterruptedException {
    int threads = ForkJoinPool.getCommonPoolParallelism();
    CountDownLatch busy = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                busy.countDown();
                while (true) {
                  LockSupport.park();
                }
              });
    }
    busy.await();
  }
}
