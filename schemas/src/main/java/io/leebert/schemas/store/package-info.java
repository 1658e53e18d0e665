/**
 * Where bundles are kept: published under a model's name and version, fetched by URI, complete and
 * with every digest checked or not at all.
 */
@NullMarked
package io.leebert.schemas.store;

import org.jspecify.annotations.NullMarked;
