/**
 * What the trainer service shows of itself: metrics and health. It watches, and nobody depends on
 * it.
 */
@NullMarked
package io.leebert.trainer.monitor;

import org.jspecify.annotations.NullMarked;
