/**
 * Settings by name: where a program gets them, what a misspelt one meant, how they are described,
 * and which ones a consumer has that belongs to no group.
 */
@NullMarked
package io.leebert.schemas.settings;

import org.jspecify.annotations.NullMarked;
