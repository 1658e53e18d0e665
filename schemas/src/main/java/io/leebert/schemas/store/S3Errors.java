package io.leebert.schemas.store;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of the SDK means: answered no, or not reached. */
final class S3Errors {

  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_FOUND = 404;
  private static final int NOT_IMPLEMENTED = 501;
  private static final Set<Integer> LATER = Set.of(408, 409, 425, 429);

  private S3Errors() {}

  static StoreException of(String what, S3Settings settings, SdkException cause) {
    if (cause instanceof AwsServiceException answered) {
      String message = what + ": " + settings.where() + " answered " + answer(answered);
      return isLater(answered)
          ? StoreException.unreachable(message, cause)
          : StoreException.refused(message, cause);
    }
    return isTransport(cause)
        ? StoreException.unreachable(
            what + " (" + settings.where() + "): " + cause.getMessage(), cause)
        : StoreException.refused(what + ": " + cause.getMessage(), cause);
  }

  /** Somebody else wrote in between; also what some servers say of two writers at once. */
  static boolean isConflict(AwsServiceException e) {
    return e.statusCode() == PRECONDITION_FAILED || e.statusCode() == 409;
  }

  static boolean isMissing(AwsServiceException e, String code) {
    return e.statusCode() == NOT_FOUND && (code.equals(code(e)) || code(e) == null);
  }

  /** A server that knows no conditional writes. */
  static boolean isUnsupported(AwsServiceException e) {
    return e.statusCode() == NOT_IMPLEMENTED;
  }

  private static boolean isLater(AwsServiceException e) {
    return LATER.contains(e.statusCode())
        || (e.statusCode() >= 500 && e.statusCode() != NOT_IMPLEMENTED)
        || e.isThrottlingException()
        || "RequestTimeout".equals(code(e));
  }

  private static boolean isTransport(SdkException e) {
    if (e instanceof ApiCallTimeoutException
        || e instanceof ApiCallAttemptTimeoutException
        || e instanceof AbortedException) {
      return true;
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String answer(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String text =
        details == null || details.errorMessage() == null
            ? String.valueOf(e.getMessage())
            : details.errorMessage();
    return e.statusCode() + (code(e) == null ? "" : " " + code(e)) + " (" + text + ")";
  }

  private static @Nullable String code(AwsServiceException e) {
    return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
  }
}
