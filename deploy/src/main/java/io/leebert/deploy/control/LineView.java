package io.leebert.deploy.control;

import io.leebert.schemas.event.ModelEvent;
import java.io.PrintWriter;
import java.util.function.Function;

/** A line for every event: for logs, pipes and scripts. */
public final class LineView implements CommandView {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Function<ModelEvent, String> line;

  private LineView(PrintWriter out, PrintWriter err, Function<ModelEvent, String> line) {
    this.out = out;
    this.err = err;
    this.line = line;
  }

  /** Lines for people. */
  public static LineView words(PrintWriter out, PrintWriter err) {
    return new LineView(out, err, EventText::line);
  }

  /** Lines of JSON. */
  public static LineView json(PrintWriter out, PrintWriter err) {
    return new LineView(out, err, EventText::json);
  }

  @Override
  public void show(ModelEvent event) {
    out.println(line.apply(event));
    out.flush();
  }

  @Override
  public void silence(String hint) {
    err.println("leebert control: " + hint);
    err.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
