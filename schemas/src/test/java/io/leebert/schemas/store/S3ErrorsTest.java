package io.leebert.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {

  private static final S3Settings SETTINGS = S3Settings.of(Map.of());

  @ParameterizedTest
  @CsvSource({
    "301, PermanentRedirect, false",
    "400, InvalidRequest, false",
    "400, RequestTimeout, true",
    "403, AccessDenied, false",
    "403, RequestTimeTooSkewed, false",
    "404, NoSuchBucket, false",
    "408, RequestTimeout, true",
    "409, OperationAborted, true",
    "429, TooManyRequests, true",
    "500, InternalError, true",
    "501, NotImplemented, false",
    "503, SlowDown, true",
  })
  void anAnswerIsFinalUnlessTheServerIsBusy(int status, String code, boolean retryable) {
    StoreException error =
        S3Errors.of(
            "Cannot read s3://b/x",
            SETTINGS,
            S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage("so it is").build())
                .build());
    assertThat(error.retryable()).isEqualTo(retryable);
    assertThat(error)
        .hasMessage(
            "Cannot read s3://b/x: Amazon S3 answered " + status + " " + code + " (so it is)");
  }

  @Test
  void aServerThatIsNotReachedMayBeTriedAgain() {
    for (IOException cause :
        new IOException[] {
          new UnknownHostException("minio"), new SocketTimeoutException(), new IOException("reset")
        }) {
      assertThat(S3Errors.of("x", SETTINGS, SdkClientException.create("cut", cause)).retryable())
          .isTrue();
    }
    assertThat(S3Errors.of("x", SETTINGS, ApiCallTimeoutException.create(1)).retryable()).isTrue();
    assertThat(S3Errors.of("x", SETTINGS, AbortedException.create("stop")).retryable()).isTrue();
    assertThat(S3Errors.of("x", SETTINGS, SdkClientException.create("no keys")).retryable())
        .isFalse();
  }
}
