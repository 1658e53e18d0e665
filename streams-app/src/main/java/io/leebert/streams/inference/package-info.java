/** Tokens in, probabilities and exit layers out, on ONNX Runtime. */
@NullMarked
package io.leebert.streams.inference;

import org.jspecify.annotations.NullMarked;
