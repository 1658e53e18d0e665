package io.leebert.streams.monitor;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.topology.DeadLetterNotice;
import io.leebert.streams.topology.ResultListener;
import io.leebert.streams.topology.SparseLines;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line about a dead letter, at most one every few seconds: a flood of them must not become one of
 * lines. It says where the event lies and not what is in it; the letter's own headers have the
 * cause in words, which may quote the event. Safe for several threads.
 */
public final class DeadLetterLog implements ResultListener {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final String deadLetterTopic;
  private final SparseLines lines;

  /**
   * A log.
   *
   * @param deadLetterTopic where the letters are
   */
  public DeadLetterLog(String deadLetterTopic, LongSupplier nanoClock) {
    this.deadLetterTopic = deadLetterTopic;
    this.lines = new SparseLines(EVERY, nanoClock);
  }

  @Override
  public void predicted(Prediction prediction, @Nullable TextEvent event) {
    // Nothing to say of what goes well.
  }

  @Override
  public void deadLettered(DeadLetterNotice notice) {
    lines.next().ifPresent(others -> say(notice, others));
  }

  private void say(DeadLetterNotice notice, long others) {
    String cause = notice.cause().name().toLowerCase(Locale.ROOT);
    LoggingEventBuilder line =
        LOG.atWarn()
            .addKeyValue("topic", notice.topic())
            .addKeyValue("partition", notice.partition())
            .addKeyValue("offset", notice.offset())
            .addKeyValue("cause", cause);
    if (notice.modelVersion() != null) {
      line = line.addKeyValue("modelVersion", notice.modelVersion());
    }
    line.log(
        "{}-{}@{} is {} and goes to {}, with the cause in its headers{}",
        notice.topic(),
        notice.partition(),
        notice.offset(),
        cause,
        deadLetterTopic,
        SparseLines.others("; ", others, " since the line before"));
  }
}
