/**
 * Source, classify, sink: the Kafka Streams side, with the commit watermark and the dead letter
 * queue.
 */
@NullMarked
package io.leebert.streams.topology;

import org.jspecify.annotations.NullMarked;
