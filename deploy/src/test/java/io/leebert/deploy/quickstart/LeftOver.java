package io.leebert.deploy.quickstart;

import java.nio.file.Path;
import java.util.List;

/** What a program has left behind that was told where its temporary files go. */
public final class LeftOver {
  private LeftOver() {}

  /**
   * Command lines of the programs that run now with their temporary files in a folder, whoever
   * started them: those whose parent has died are nobody's children any more.
   */
  public static List<String> programs(Path temporary) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains("-Djava.io.tmpdir=" + temporary))
        .toList();
  }
}
