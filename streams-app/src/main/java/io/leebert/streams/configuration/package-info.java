/** The settings of the serve command: what may be set, what is checked, what Kafka Streams gets. */
@NullMarked
package io.leebert.streams.configuration;

import org.jspecify.annotations.NullMarked;
