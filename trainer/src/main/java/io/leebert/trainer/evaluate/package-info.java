/** Scores of every exit and of every patience. */
@NullMarked
package io.leebert.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
