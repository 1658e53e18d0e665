/**
 * The pre-trained network: its configuration, its weights, and its layers as trainable operations.
 */
@NullMarked
package io.leebert.trainer.backbone;

import org.jspecify.annotations.NullMarked;
