/** Serializers in the Confluent wire format, and the client of the schema registry behind them. */
@NullMarked
package io.leebert.schemas.serde;

import org.jspecify.annotations.NullMarked;
