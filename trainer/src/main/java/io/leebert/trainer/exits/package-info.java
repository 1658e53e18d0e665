/** When a row leaves: the one definition that evaluation, export and serving are held against. */
@NullMarked
package io.leebert.trainer.exits;

import org.jspecify.annotations.NullMarked;
