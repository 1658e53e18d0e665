package io.leebert.deploy.broker;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Java program in a process of its own, with the JDK this process runs on. Its output goes to a
 * log file, its temporary files to its work folder, and it dies with this process: whatever way
 * this process ends short of SIGKILL, a shutdown hook takes the child along.
 */
public final class ChildJvm implements AutoCloseable {

  /** Of a server that few clients use: a small heap, and compiled soon rather than well. */
  static final List<String> SMALL =
      List.of(
          "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true");

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int LAST_LINES = 20;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly, "stop-" + name);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      process.destroyForcibly();
      throw new StartException("Cannot start " + name + ": this process is ending", e);
    }
  }

  /**
   * What to run.
   *
   * @param name what people call it; the log file is {@code <name>.log}
   * @param workFolder its working directory, made when missing; log and temporary files lie there
   * @param jvmArguments arguments of {@code java} before the program, such as {@code -Xmx256m}
   * @param classPath class path of the program, absolute
   * @param mainClass its main class
   * @param arguments its arguments
   * @param environment variables besides those of this process
   */
  public record Command(
      String name,
      Path workFolder,
      List<String> jvmArguments,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment) {

    /** Copies the lists. */
    public Command {
      jvmArguments = List.copyOf(jvmArguments);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** A main class on this process' own class path. */
    public static Command mainClass(
        String name,
        Path workFolder,
        List<String> jvmArguments,
        String mainClass,
        List<String> arguments) {
      String classPath = absolute(System.getProperty("java.class.path", ""));
      return new Command(name, workFolder, jvmArguments, classPath, mainClass, arguments, Map.of());
    }

    /** The same with further environment variables. */
    public Command withEnvironment(Map<String, String> variables) {
      return new Command(
          name, workFolder, jvmArguments, classPath, mainClass, arguments, variables);
    }

    /** The child has another working directory: relative entries would point elsewhere. */
    private static String absolute(String classPath) {
      List<String> entries = new ArrayList<>();
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        entries.add(Path.of(entry).toAbsolutePath().toString());
      }
      return String.join(File.pathSeparator, entries);
    }
  }

  /** Whether a program is ready for use. */
  @FunctionalInterface
  public interface ReadyCondition {
    /** Looks once, and quickly. */
    boolean isMet() throws InterruptedException;
  }

  /**
   * Starts a program and returns at once; {@link #awaitReady} waits for it.
   *
   * @throws StartException when the process cannot be made
   */
  public static ChildJvm start(Command command) {
    Path folder = command.workFolder().toAbsolutePath();
    Path log = folder.resolve(command.name() + ".log");
    try {
      Path temporary = Files.createDirectories(folder.resolve("tmp"));
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.add("-Djava.io.tmpdir=" + temporary);
      line.add("-XX:-UsePerfData");
      line.addAll(command.jvmArguments());
      line.add(ChildMain.class.getName());
      line.addAll(List.of(String.valueOf(ProcessHandle.current().pid()), command.mainClass()));
      line.addAll(command.arguments());
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(emptyInput(folder)))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // Not by -cp: ONNX Runtime 1.29 crashes in a process whose command line passes 3,980 bytes.
      builder.environment().put("CLASSPATH", command.classPath() + File.pathSeparator + ownCode());
      builder.environment().putAll(command.environment());
      return new ChildJvm(command.name(), builder.start(), log);
    } catch (IOException e) {
      throw new StartException("Cannot start " + command.name() + ": " + e.getMessage(), e);
    }
  }

  /** Where {@link ChildMain} is, for programs with a class path of their own. */
  private static String ownCode() {
    try {
      return Path.of(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("This class was loaded from no file", e);
    }
  }

  /** No terminal: a child must not read what is meant for us. */
  private static File emptyInput(Path folder) throws IOException {
    Path empty = folder.resolve("tmp").resolve("no-input");
    Files.write(empty, new byte[0]);
    return empty.toFile();
  }

  /**
   * Waits until the program is ready; when it ends or takes too long, it is stopped.
   *
   * @param ready asked again and again; must answer quickly
   * @throws StartException naming the log file and its last lines
   */
  public ChildJvm awaitReady(ReadyCondition ready, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (!ready.isMet()) {
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw failure(
              "ended with exit code " + process.exitValue() + " before it was ready", null);
        }
        if (System.nanoTime() - deadline > 0) {
          throw failure("was not ready within " + atMost.toSeconds() + " s", null);
        }
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was not ready when the wait was interrupted", e);
    }
  }

  private StartException failure(String what, @Nullable Throwable cause) {
    kill();
    return new StartException(describe(what), cause);
  }

  /**
   * What to say of the program when something is the matter with it.
   *
   * @param what goes on after its name, such as {@code ended with exit code 1}
   * @return that, and the last lines of its log
   */
  public String describe(String what) {
    List<String> lines = text().lines().toList();
    return name
        + " "
        + what
        + "; its log "
        + log
        + " ends with:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** All that it has written to its log so far. */
  public String text() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(cannot read " + log + ": " + e.getMessage() + ")";
    }
  }

  /** The log file: all the program writes to its standard output and error. */
  public Path log() {
    return log;
  }

  /** The process' number. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs still. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until one of several programs has ended; which one. */
  static ChildJvm awaitAnyEnd(List<ChildJvm> programs) throws InterruptedException {
    while (true) {
      for (ChildJvm program : programs) {
        if (program.process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          return program;
        }
      }
    }
  }

  /** Waits for the program's own end; its exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Kills the process as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks the process to end, kills it if it does not within 10 s, and waits until it is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    awaitEnd();
  }

  private void awaitEnd() {
    awaitExit();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // this process is ending: the hook runs, and finds nothing left to stop
    }
  }

  /** Not by {@code onExit()}, which needs the common pool: that may be full of our own waiters. */
  private void awaitExit() {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
