package io.leebert.schemas.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads a file part by part; the object is there, whole, only when the last step is done. Small
 * files go the same way: the first step is a small request, so that a refusal is read as one and
 * not as a broken connection. The parts of a process that is killed are for the bucket's life cycle
 * rule to remove ({@code AbortIncompleteMultipartUpload}).
 */
final class S3Upload {

  private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
  private static final int MOST_PARTS = 10_000;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final Path file;
  private final S3Settings settings;

  S3Upload(S3Client client, S3Settings settings, S3Location at, String name, Path file) {
    this.client = client;
    this.settings = settings;
    this.bucket = at.bucket();
    this.key = at.key(name);
    this.file = file;
  }

  /**
   * Uploads the file.
   *
   * @param check run before the last step
   * @return false when something else is there than was seen
   */
  boolean run(S3Objects.@Nullable Head seen, Runnable check) {
    String upload =
        client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    try {
      List<CompletedPart> parts = parts(upload);
      check.run();
      return complete(upload, parts, seen);
    } catch (RuntimeException e) {
      abort(upload);
      throw e;
    }
  }

  private List<CompletedPart> parts(String upload) {
    long size = size();
    long partBytes = Math.max(settings.partBytes(), size / MOST_PARTS + 1);
    List<CompletedPart> parts = new ArrayList<>();
    for (long start = 0; start < size || parts.isEmpty(); start += partBytes) {
      long from = start;
      long length = Math.min(partBytes, size - start);
      int number = parts.size() + 1;
      String etag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(bucket)
                          .key(key)
                          .uploadId(upload)
                          .partNumber(number)
                          .overrideConfiguration(settings.carrying(length)),
                  RequestBody.fromContentProvider(
                      () -> open(from), length, "application/octet-stream"))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    return parts;
  }

  private boolean complete(
      String upload, List<CompletedPart> parts, S3Objects.@Nullable Head seen) {
    try {
      complete(upload, parts, seen, true);
      return true;
    } catch (AwsServiceException e) {
      if (S3Errors.isUnsupported(e)) {
        complete(upload, parts, seen, false);
        return true;
      }
      // No such upload: an earlier try was done, only its answer was lost. The caller looks.
      if (S3Errors.isConflict(e) || S3Errors.isMissing(e, "NoSuchUpload")) {
        abort(upload);
        return false;
      }
      throw e;
    }
  }

  private void complete(
      String upload,
      List<CompletedPart> parts,
      S3Objects.@Nullable Head seen,
      boolean conditional) {
    client.completeMultipartUpload(
        request -> {
          request.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts));
          // Some servers put the parts together only now.
          request.overrideConfiguration(settings.carrying(size()));
          if (conditional && seen == null) {
            request.ifNoneMatch("*");
          } else if (conditional && seen != null) {
            request.ifMatch(seen.etag());
          }
        });
  }

  private void abort(String upload) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      LOG.debug("Cannot abort the upload of {} to {}", file, key, e);
    }
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SDK closes it, reads no more than the part's length, and opens it anew to try again. */
  private InputStream open(long from) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(from);
      return new BufferedInputStream(Channels.newInputStream(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
