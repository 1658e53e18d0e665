package io.leebert.deploy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command run inside this process.
 *
 * @param code its exit code
 * @param out what it printed as its result
 * @param err what it said besides
 */
public record LeebertRun(int code, String out, String err) {
  /** Runs a command. */
  public static LeebertRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Leebert.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return new LeebertRun(commandLine.execute(arguments), out.toString(), err.toString());
  }
}
