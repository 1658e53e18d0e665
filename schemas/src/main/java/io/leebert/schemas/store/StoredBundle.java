package io.leebert.schemas.store;

import java.net.URI;

/**
 * What a store has of a version.
 *
 * @param uri where the bundle lies, to be announced
 * @param manifestSha256 SHA-256 of its manifest's bytes, lower-case hexadecimal
 */
public record StoredBundle(URI uri, String manifestSha256) {}
