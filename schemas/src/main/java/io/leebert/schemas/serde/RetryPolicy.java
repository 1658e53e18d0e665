package io.leebert.schemas.serde;

import java.time.Duration;

/**
 * How often and after what wait a failed round of requests is tried again; the wait doubles each
 * time.
 *
 * @param retries rounds after the first
 * @param firstWait wait before the first retry
 * @param longestWait no wait is longer
 * @param pause how waiting is done
 */
record RetryPolicy(int retries, Duration firstWait, Duration longestWait, Pause pause) {

  static final Pause THREAD_SLEEP = wait -> Thread.sleep(wait.toMillis());

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void sleep(Duration wait) throws InterruptedException;
  }

  /** Waits before a retry, counted from 1. */
  void await(int retry) throws InterruptedException {
    Duration wait = firstWait.multipliedBy(1L << Math.min(retry - 1, 20));
    pause.sleep(wait.compareTo(longestWait) < 0 ? wait : longestWait);
  }
}
