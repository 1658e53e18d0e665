/**
 * LeeBERT's loss over per-exit logits: classification, distillation between exits, teachers. Knows
 * no backbone.
 */
@NullMarked
package io.leebert.trainer.objective;

import org.jspecify.annotations.NullMarked;
