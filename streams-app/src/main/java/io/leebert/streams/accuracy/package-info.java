/**
 * How often the answers of this instance were right: labels that arrive are compared with what it
 * answered lately. It stands beside the stream: nothing waits for it.
 */
@NullMarked
package io.leebert.streams.accuracy;

import org.jspecify.annotations.NullMarked;
