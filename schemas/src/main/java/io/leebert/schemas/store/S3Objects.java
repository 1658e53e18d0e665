package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleFiles;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The few things done with objects in S3, with errors told as {@link StoreException}. */
final class S3Objects implements AutoCloseable {

  private final S3Settings settings;
  private final S3Client client;

  S3Objects(S3Settings settings) {
    this.settings = settings;
    this.client = client(settings);
  }

  /**
   * Plain S3, for servers that speak no more: no checksums in trailers, no chunked signatures, no
   * waiting for a go-ahead. What was written is read back instead.
   */
  private static S3Client client(S3Settings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(settings.timeout())
                    .socketTimeout(settings.timeout()))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                config ->
                    config
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder().build())
                        .apiCallTimeout(settings.smallRequest()))
            .serviceConfiguration(
                config -> config.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            .forcePathStyle(settings.pathStyle());
    String region = settings.region();
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
      region = region == null ? Region.US_EAST_1.id() : region;
    }
    if (region != null) {
      builder.region(Region.of(region));
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw S3Errors.of("Cannot use " + settings.where(), settings, e);
    }
  }

  /**
   * What an object is now.
   *
   * @param bytes its size
   * @param etag changes whenever the object does
   */
  record Head(long bytes, String etag) {}

  /** Null when there is no such object. */
  @Nullable Head head(S3Location at, String name) {
    return orNull(
        at,
        name,
        () -> {
          HeadObjectResponse head =
              client.headObject(request -> request.bucket(at.bucket()).key(at.key(name)));
          return new Head(head.contentLength(), head.eTag());
        });
  }

  /** A small object's bytes; null when there is no such object. */
  byte @Nullable [] read(S3Location at, String name, int limit) {
    byte[] bytes =
        orNull(
            at,
            name,
            () ->
                client.getObject(
                    request -> request.bucket(at.bucket()).key(at.key(name)),
                    (response, in) -> {
                      byte[] start = in.readNBytes(limit + 1);
                      if (start.length > limit) {
                        in.abort();
                      }
                      return start;
                    }));
    if (bytes != null && bytes.length > limit) {
      throw StoreException.refused(
          "Refusing " + at.uri(name) + ": it has more than " + limit + " bytes");
    }
    return bytes;
  }

  /** SHA-256 of an object of so many bytes as it is read, lower-case hexadecimal. */
  String sha256(S3Location at, String name, long bytes) {
    return call(
        "Cannot read back " + at.uri(name),
        () -> client.getObject(get(at, name, bytes), (response, in) -> BundleFiles.sha256(in)));
  }

  /** Downloads an object of so many bytes into a new file. */
  void download(S3Location at, String name, long bytes, Path file) {
    call(cannotRead(at.uri(name)), () -> client.getObject(get(at, name, bytes), file));
  }

  private Consumer<GetObjectRequest.Builder> get(S3Location at, String name, long bytes) {
    return request ->
        request
            .bucket(at.bucket())
            .key(at.key(name))
            .overrideConfiguration(settings.carrying(bytes));
  }

  /**
   * Writes a file over what was seen there.
   *
   * @param seen null when nothing was there
   * @param check run when all is sent and nothing written; what it throws ends it there
   * @return false when something else is there by now; where the server knows no conditional
   *     writes, it is written over
   */
  boolean write(S3Location at, String name, Path file, @Nullable Head seen, Runnable check) {
    return call(
        cannotWrite(at.uri(name)),
        () -> new S3Upload(client, settings, at, name, file).run(seen, check));
  }

  /** Writes a small object where nothing is; false when something is there by now. */
  boolean writeNew(S3Location at, String name, byte[] bytes) {
    return call(
        cannotWrite(at.uri(name)),
        () -> {
          try {
            put(at, name, bytes, true);
          } catch (AwsServiceException e) {
            if (S3Errors.isConflict(e)) {
              return false;
            }
            if (!S3Errors.isUnsupported(e)) {
              throw e;
            }
            if (head(at, name) != null) {
              return false;
            }
            put(at, name, bytes, false);
          }
          return true;
        });
  }

  private void put(S3Location at, String name, byte[] bytes, boolean onlyNew) {
    client.putObject(
        request ->
            request
                .bucket(at.bucket())
                .key(at.key(name))
                .contentType("application/json")
                .ifNoneMatch(onlyNew ? "*" : null),
        RequestBody.fromBytes(bytes));
  }

  private <T> @Nullable T orNull(S3Location at, String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      if (S3Errors.isMissing(e, "NoSuchKey")) {
        return null;
      }
      throw S3Errors.of(cannotRead(at.uri(name)), settings, e);
    } catch (SdkException e) {
      throw S3Errors.of(cannotRead(at.uri(name)), settings, e);
    }
  }

  private <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw S3Errors.of(what, settings, e);
    } catch (UncheckedIOException e) {
      throw StoreException.of(what, Objects.requireNonNull(e.getCause()));
    }
  }

  private static String cannotRead(URI uri) {
    return "Cannot read " + uri;
  }

  private static String cannotWrite(URI uri) {
    return "Cannot write " + uri;
  }

  S3Client client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
