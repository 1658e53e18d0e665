/**
 * Texts to produce, predictions to consume, and the ledger that counts what was lost or doubled.
 */
@NullMarked
package io.leebert.deploy.traffic;

import org.jspecify.annotations.NullMarked;
