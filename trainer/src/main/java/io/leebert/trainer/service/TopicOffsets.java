package io.leebert.trainer.service;

import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.clients.admin.OffsetSpec;

/** Where a topic begins and ends now, to readers of committed records. */
interface TopicOffsets {

  /**
   * The numbers of its partitions.
   *
   * @throws RefusedException when there is no such topic, or it may not be read
   * @throws org.apache.kafka.common.KafkaException when the broker cannot say now
   */
  List<Integer> partitions(String topic);

  /**
   * The offset of every partition that such a place stands for; -1 where there is none.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker cannot say now
   */
  SortedMap<Integer, Long> offsets(String topic, List<Integer> partitions, OffsetSpec spec);
}
