/**
 * Rights on the broker: what a program needs, what of it is lacking, and the commands that give it.
 */
@NullMarked
package io.leebert.schemas.rights;

import org.jspecify.annotations.NullMarked;
