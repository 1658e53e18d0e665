/** Our serdes against a real registry and against Confluent's own client. */
@NullMarked
package io.leebert.deploy.registry;

import org.jspecify.annotations.NullMarked;
