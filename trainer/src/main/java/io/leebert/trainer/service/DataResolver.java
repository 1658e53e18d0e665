package io.leebert.trainer.service;

import io.leebert.schemas.event.RetrainData;
import org.jspecify.annotations.Nullable;

/** Fixes what a retraining learns from, at the moment its command is accepted. */
@FunctionalInterface
interface DataResolver {

  /**
   * Resolves what a command says of its data.
   *
   * @param data null for all of the service's own topic
   * @throws RefusedException when there is no such data
   * @throws org.apache.kafka.common.KafkaException when the broker cannot say now
   */
  DataPlan resolve(@Nullable RetrainData data);
}
