/**
 * Settings by name: where a program gets them, what a misspelt one meant, how they are described.
 */
@NullMarked
package io.leebert.schemas.settings;

import org.jspecify.annotations.NullMarked;
