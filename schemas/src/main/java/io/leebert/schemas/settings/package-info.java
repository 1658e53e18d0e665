/** Settings by name: what a misspelt one was meant to be. */
@NullMarked
package io.leebert.schemas.settings;

import org.jspecify.annotations.NullMarked;
