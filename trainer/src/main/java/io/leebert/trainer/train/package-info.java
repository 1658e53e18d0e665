/** A training run: epochs, model choice, early stopping, progress. */
@NullMarked
package io.leebert.trainer.train;

import org.jspecify.annotations.NullMarked;
