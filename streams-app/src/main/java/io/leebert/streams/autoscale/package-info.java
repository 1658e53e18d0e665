/**
 * Patience that follows the load: from lag, arrivals, what each depth costs on this device and what
 * it is worth, to the patience of the next batch.
 */
@NullMarked
package io.leebert.streams.autoscale;

import org.jspecify.annotations.NullMarked;
