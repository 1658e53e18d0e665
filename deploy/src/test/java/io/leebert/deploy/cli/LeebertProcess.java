package io.leebert.deploy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code leebert} as a user starts it: a process of its own, with the JDK and the class path of the
 * tests.
 *
 * @param process what runs
 * @param work its folder of temporary files, empty when it begins
 * @param outFile gets its output
 * @param errFile gets what it says besides
 */
public record LeebertProcess(Process process, Path work, Path outFile, Path errFile) {

  /**
   * Starts it.
   *
   * @param folder empty; gets {@code tmp}, {@code out} and {@code err}
   * @param arguments the command and its options
   */
  public static LeebertProcess start(Path folder, List<String> arguments) throws IOException {
    Path work = Files.createDirectory(folder.resolve("tmp"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.io.tmpdir=" + work, Leebert.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    // A JVM that is given options by these says so where the program's own words are compared.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return new LeebertProcess(builder.start(), work, out, err);
  }

  /** What it has printed so far. */
  public String out() throws IOException {
    return Files.readString(outFile, StandardCharsets.UTF_8);
  }

  /** What it has said besides so far. */
  public String err() throws IOException {
    return Files.readString(errFile, StandardCharsets.UTF_8);
  }

  /**
   * The programs that run now with their temporary files in its folder, itself and whoever was
   * started by it: those whose parent has died are nobody's children any more.
   */
  public List<String> programs() {
    return ProcessHandle.allProcesses()
        .map(other -> other.info().commandLine().orElse(""))
        .filter(line -> line.contains("-Djava.io.tmpdir=" + work))
        .toList();
  }
}
