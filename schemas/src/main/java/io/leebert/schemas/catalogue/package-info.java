/**
 * What the models topic says: versions, commands, patience and instances, each by its last word.
 */
@NullMarked
package io.leebert.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
