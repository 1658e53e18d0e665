/** The slot that holds the model in service. */
@NullMarked
package io.leebert.streams.models;

import org.jspecify.annotations.NullMarked;
