package io.leebert.deploy.broker;

/** A Kafka broker that lives as long as this object is open. */
public interface KafkaBroker extends AutoCloseable {

  /** Where clients connect: {@code host:port}. */
  String bootstrapServers();

  /** Stops the broker; its data are gone. */
  @Override
  void close();
}
