/** A Kafka broker and a schema registry as child processes, for development and tests. */
@NullMarked
package io.leebert.deploy.broker;

import org.jspecify.annotations.NullMarked;
