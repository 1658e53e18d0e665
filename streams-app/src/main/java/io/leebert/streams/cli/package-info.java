/** The serve command: configuration in, a running topology out. */
@NullMarked
package io.leebert.streams.cli;

import org.jspecify.annotations.NullMarked;
