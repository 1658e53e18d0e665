/** What a program must find when it starts, and what it says where it does not. */
@NullMarked
package io.leebert.schemas.start;

import org.jspecify.annotations.NullMarked;
