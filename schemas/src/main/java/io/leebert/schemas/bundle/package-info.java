/**
 * The model bundle: written under a temporary name and renamed, read only after every digest fits.
 */
@NullMarked
package io.leebert.schemas.bundle;

import org.jspecify.annotations.NullMarked;
