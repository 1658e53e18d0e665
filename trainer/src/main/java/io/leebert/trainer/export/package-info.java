/**
 * One ONNX graph with the exits inside, checked against the trained network, and the bundle around
 * it.
 */
@NullMarked
package io.leebert.trainer.export;

import org.jspecify.annotations.NullMarked;
