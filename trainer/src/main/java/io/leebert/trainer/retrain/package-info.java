/** From labelled rows to a decided bundle: cleaned, split, trained, scored against the current. */
@NullMarked
package io.leebert.trainer.retrain;

import org.jspecify.annotations.NullMarked;
