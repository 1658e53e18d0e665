/** Benchmarks that users run: load on a real broker, a real model, and what came of it. */
@NullMarked
package io.leebert.deploy.bench;

import org.jspecify.annotations.NullMarked;
