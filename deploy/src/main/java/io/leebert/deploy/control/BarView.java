package io.leebert.deploy.control;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar while a command is at work, and a line for everything else: for a terminal. */
public final class BarView implements CommandView {
  private static final int WIDTH = 100;
  private static final int STEPS = 1000;

  private final PrintStream terminal;
  private @Nullable ProgressBar bar;

  /** A view on a terminal. */
  public BarView(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(ModelEvent event) {
    Double progress = event.getProgress();
    if (event.getType() != ModelEventType.PROGRESS || progress == null) {
      close();
      terminal.println(EventText.line(event));
      return;
    }
    ProgressBar shown = bar == null ? open() : bar;
    bar = shown;
    shown.stepTo(Math.round(STEPS * progress));
    shown.setExtraMessage(extra(event));
  }

  private static String extra(ModelEvent event) {
    String message = event.getMessage() == null ? "" : " " + event.getMessage();
    Double left = event.getSecondsLeft();
    return left == null
        ? message
        : String.format(Locale.ROOT, "%s, about %s left", message, EventText.time(left));
  }

  private ProgressBar open() {
    return new ProgressBarBuilder()
        .setTaskName("retraining")
        .setInitialMax(STEPS)
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .setMaxRenderedLength(WIDTH)
        .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
        .build();
  }

  @Override
  public void silence(String hint) {
    terminal.println("leebert control: " + hint);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
