package io.leebert.streams.autoscale;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Hears of every look at the lag; on the thread that looks. */
@FunctionalInterface
public interface LagListener {

  /**
   * A look is done.
   *
   * @param nanos now
   * @param reading what it showed
   * @param spans the same by partition
   */
  void looked(long nanos, LagMonitor.Reading reading, Map<TopicPartition, LagMonitor.Span> spans);
}
