/**
 * Who updates what from which split: the network's weights and the loss weights (clo-v2 and its
 * kin).
 */
@NullMarked
package io.leebert.trainer.optimize;

import org.jspecify.annotations.NullMarked;
