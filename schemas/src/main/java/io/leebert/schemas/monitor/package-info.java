/**
 * What a running program says of itself over HTTP: health, metrics, pages. Read-only, and never in
 * the way of the work.
 */
@NullMarked
package io.leebert.schemas.monitor;

import org.jspecify.annotations.NullMarked;
