/** Labelled text: the files it comes in, tokens, and batches of similar length. */
@NullMarked
package io.leebert.trainer.data;

import org.jspecify.annotations.NullMarked;
