/**
 * What the application shows of itself: metrics, health, log lines about events. It watches, and
 * nobody depends on it.
 */
@NullMarked
package io.leebert.streams.monitor;

import org.jspecify.annotations.NullMarked;
