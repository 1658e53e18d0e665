/** The trainer's commands: train and evaluate. */
@NullMarked
package io.leebert.trainer.cli;

import org.jspecify.annotations.NullMarked;
