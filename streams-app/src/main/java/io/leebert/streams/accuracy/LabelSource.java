package io.leebert.streams.accuracy;

import io.leebert.schemas.event.LabelledText;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Where labels come from.
 *
 * @param topic where they arrive
 * @param remedy who gives the right to read the topic, and how, as a sentence without its end
 * @param consumers makes a consumer of committed records, outside of any group
 * @param values reads labels; closed with who reads them
 */
public record LabelSource(
    String topic,
    String remedy,
    Supplier<Consumer<byte[], byte[]>> consumers,
    Deserializer<LabelledText> values) {}
