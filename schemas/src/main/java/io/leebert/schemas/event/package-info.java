/**
 * The Avro types of every topic and of the bundle's manifest, generated from {@code src/main/avro}.
 */
package io.leebert.schemas.event;
