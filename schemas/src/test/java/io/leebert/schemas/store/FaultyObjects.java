package io.leebert.schemas.store;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The server's objects, in memory, with what real servers do now and then. */
public final class FaultyObjects extends ForwardingBlobStore {

  /** What servers make of conditional writes. */
  public enum Conditions {
    /** They keep to them. */
    KEPT,
    /** They answer that they do not know them. */
    REFUSED,
    /** They write all the same. */
    IGNORED
  }

  private final AtomicReference<@Nullable Runnable> onNextPart = new AtomicReference<>();
  private volatile Conditions conditions = Conditions.KEPT;
  private volatile boolean failParts;
  private volatile boolean failReads;

  FaultyObjects() {
    super(new TransientNio2BlobStore());
  }

  void conditions(Conditions conditions) {
    this.conditions = conditions;
  }

  void onNextPart(Runnable action) {
    onNextPart.set(action);
  }

  void failParts(boolean fail) {
    this.failParts = fail;
  }

  void failReads(boolean fail) {
    this.failReads = fail;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    failIf(failReads);
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    failIf(failReads);
    return super.getBlob(request);
  }

  private static void failIf(boolean fail) {
    if (fail) {
      throw S3Exception.builder()
          .statusCode(500)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("InternalError").build())
          .build();
    }
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream in) {
    failIf(failParts);
    UploadPartResponse response = super.uploadMultipartPart(upload, request, in);
    Runnable action = onNextPart.getAndSet(null);
    if (action != null) {
      action.run();
    }
    return response;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
    boolean conditional = request.ifNoneMatch() != null || request.ifMatch() != null;
    return super.putBlob(
        passes(conditional) ? request : request.toBuilder().ifNoneMatch(null).ifMatch(null).build(),
        in);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    boolean conditional = request.ifNoneMatch() != null || request.ifMatch() != null;
    return super.completeMultipartUpload(
        upload,
        passes(conditional)
            ? request
            : request.toBuilder().ifNoneMatch(null).ifMatch(null).build());
  }

  private boolean passes(boolean conditional) {
    if (conditional && conditions == Conditions.REFUSED) {
      throw new UnsupportedOperationException("conditional writes");
    }
    return conditions == Conditions.KEPT;
  }
}
