package io.leebert.deploy.quickstart;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.broker.StartException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs our own commands (train, serve) as child processes, as a user would in other terminals. */
public final class Programs {
  private static final Duration SERVE_START = Duration.ofMinutes(2);

  /** What a program that serves says, at the beginning of a line, as soon as it does. */
  public static final String SERVING = "leebert: serving ";

  /** What a program that serves says before the address of its page. */
  private static final Pattern PAGE = Pattern.compile("watch it at (http://\\S+)");

  /** What a trainer service says as soon as it takes commands. */
  public static final String TRAINER_READY = "leebert: trainer-service ready";

  /** JDKs from here on warn about native libraries that nobody allowed. */
  private static final int WARNS_OF_NATIVE = 22;

  private static final int WARNS_OF_UNSAFE = 24;

  private final String launcherClass;
  private final Path workFolder;

  /**
   * Programs over a work folder.
   *
   * @param launcherClass the main class that knows the commands
   * @param workFolder gets a folder per program
   */
  public Programs(String launcherClass, Path workFolder) {
    this.launcherClass = launcherClass;
    this.workFolder = workFolder;
  }

  /**
   * Runs a command to its end and shows its output as it comes.
   *
   * @throws QuickstartException with the log's last lines when it fails
   */
  public void run(Teardown teardown, PrintStream progress, String name, List<String> arguments)
      throws InterruptedException {
    run(teardown, progress, name, launcherClass, arguments);
  }

  /**
   * Runs any main class as above.
   *
   * @throws QuickstartException with the log's last lines when it fails
   */
  public void run(
      Teardown teardown,
      PrintStream progress,
      String name,
      String mainClass,
      List<String> arguments)
      throws InterruptedException {
    ChildJvm child = teardown.add(start(name, mainClass, arguments));
    LogTail tail = LogTail.start(child.log(), progress);
    int code;
    try {
      code = child.waitFor();
    } finally {
      tail.close();
    }
    if (code != 0) {
      teardown.requireGoingOn();
      throw new QuickstartException(child.describe("ended with exit code " + code), null);
    }
  }

  /**
   * Starts {@code serve} and waits until it serves.
   *
   * @throws StartException with the log's last lines when it does not come up
   */
  public ChildJvm serve(Teardown teardown, Path config) {
    return serve(teardown, launcherClass, List.of("serve", "--config", config.toString()));
  }

  /**
   * Starts another program that serves, and waits until it says {@link #SERVING}.
   *
   * @throws StartException with the log's last lines when it does not come up
   */
  public ChildJvm serve(Teardown teardown, String mainClass, List<String> arguments) {
    ChildJvm child = teardown.add(start("serve", mainClass, arguments));
    return child.awaitReady(() -> child.text().contains(SERVING), SERVE_START);
  }

  /** Where the page of a program that serves is, or null where it has none. */
  static @Nullable String page(ChildJvm serving) {
    Matcher matcher = PAGE.matcher(serving.text());
    return matcher.find() ? matcher.group(1) : null;
  }

  /**
   * Asked again and again while a program is needed.
   *
   * @throws QuickstartException when going on makes no sense: a signal ends this process, or the
   *     program has ended
   */
  public static void requireAlive(Teardown teardown, ChildJvm program) {
    teardown.requireGoingOn();
    if (!program.isAlive()) {
      throw new QuickstartException(program.describe("ended while it was needed"), null);
    }
  }

  /**
   * Starts {@code trainer-service} and waits until it takes commands.
   *
   * @throws StartException with the log's last lines when it does not come up
   */
  public ChildJvm trainerService(Teardown teardown, Path config) {
    ChildJvm child =
        teardown.add(
            start(
                "trainer-service",
                launcherClass,
                List.of("trainer-service", "--config", config.toString())));
    return child.awaitReady(() -> child.text().contains(TRAINER_READY), SERVE_START);
  }

  private ChildJvm start(String name, String mainClass, List<String> arguments) {
    return ChildJvm.start(
        ChildJvm.Command.mainClass(
            name,
            workFolder.resolve(name),
            jvm(Runtime.version().feature()),
            mainClass,
            arguments));
  }

  static List<String> jvm(int javaVersion) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx2g",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.maxBytes=0"));
    if (javaVersion >= WARNS_OF_NATIVE) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    if (javaVersion >= WARNS_OF_UNSAFE) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
