package io.leebert.streams.topology;

import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** The device that runs the network has failed: no other thread of this process can do better. */
public final class DeviceException extends StreamsException {
  private static final long serialVersionUID = 1L;

  DeviceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
