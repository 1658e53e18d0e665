/** Cross-validated search for settings, on the training rows only. */
@NullMarked
package io.leebert.trainer.search;

import org.jspecify.annotations.NullMarked;
