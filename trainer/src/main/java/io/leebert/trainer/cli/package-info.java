/** The trainer's commands: train, evaluate and compare. */
@NullMarked
package io.leebert.trainer.cli;

import org.jspecify.annotations.NullMarked;
