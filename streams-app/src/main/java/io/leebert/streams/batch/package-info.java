/** The micro-batcher shared by all tasks: bounded queue, batches by size and delay. */
@NullMarked
package io.leebert.streams.batch;

import org.jspecify.annotations.NullMarked;
