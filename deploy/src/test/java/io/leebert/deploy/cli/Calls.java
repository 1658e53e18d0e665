package io.leebert.deploy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Calls of {@code leebert} that a text shows, to be tried without carrying them out. */
final class Calls {
  /** After it comes what another program is called with, a remark, or where the output goes. */
  private static final Pattern END = Pattern.compile("\\s{2,}\\S|\\s+[#|>]|\\s*<<|[)`]|$");

  private static final Pattern CALL =
      Pattern.compile("(?:^|[\\s(`|])(?:deploy/)?leebert((?: [^\\n]*)?)$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private Calls() {}

  /** Those in lines of their own: of a block of code, or below "Examples". */
  static List<List<String>> in(Stream<String> lines) {
    List<List<String>> calls = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    lines.forEach(
        line -> {
          if (line.endsWith("\\")) {
            before.append(line.substring(0, line.length() - 1).stripTrailing()).append(' ');
            return;
          }
          String whole = before.isEmpty() ? line : before + line.strip();
          before.setLength(0);
          Matcher call = CALL.matcher(whole);
          if (call.find()) {
            calls.add(words(call.group(1)));
          }
        });
    return calls;
  }

  private static List<String> words(String after) {
    String call = after.replaceAll(" +(?=--)", " ");
    Matcher end = END.matcher(call);
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(end.find() ? call.substring(0, end.start()) : call);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }
}
