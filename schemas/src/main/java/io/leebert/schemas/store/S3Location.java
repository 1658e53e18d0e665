package io.leebert.schemas.store;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A place in a bucket.
 *
 * @param bucket the bucket's name
 * @param path what all keys there start with, without slashes at its ends; may be empty
 */
record S3Location(String bucket, String path) {

  static S3Location of(URI uri) {
    String bucket = uri.getAuthority();
    if (bucket == null
        || bucket.contains("@")
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw StoreException.refused(
          uri + " names no place in a bucket; expected a URI like s3://bucket/models");
    }
    return new S3Location(bucket, withoutSlashes(uri.getPath()));
  }

  S3Location child(String name) {
    return new S3Location(bucket, key(name));
  }

  /** The key of an object that lies here. */
  String key(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  URI uri(String name) {
    try {
      return new URI("s3", bucket, "/" + key(name), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The URI API quotes what a path may not hold", e);
    }
  }

  /** As a folder: with a slash at the end. */
  URI uri() {
    return uri("");
  }

  private static String withoutSlashes(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }
}
