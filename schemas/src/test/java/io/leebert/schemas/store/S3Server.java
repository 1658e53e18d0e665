package io.leebert.schemas.store;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server that speaks S3, in this process, on a port of its own, with its objects in memory. It
 * checks signatures and conditions and refuses what it does not know. While it runs, this process's
 * credentials are the server's.
 */
public final class S3Server implements AutoCloseable {

  private static final String KEY_PROPERTY = "aws.accessKeyId";
  private static final String SECRET_PROPERTY = "aws.secretAccessKey";
  private static final String KEY = "leebert";
  private static final String SECRET = "opensesame";

  private final FaultyObjects objects = new FaultyObjects();
  private final S3Proxy server;
  private final S3Objects access;

  private S3Server() {
    for (String talkative : new String[] {"org.gaul", "software.amazon.awssdk"}) {
      ((Logger) LoggerFactory.getLogger(talkative)).setLevel(Level.WARN);
    }
    this.server =
        S3Proxy.builder()
            .blobStore(objects)
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server does not start", e);
    }
    useCredentials();
    this.access = new S3Objects(S3Settings.of(settings()));
  }

  /** Starts a server without buckets. */
  public static S3Server start() {
    return new S3Server();
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** What {@link BundleStores} needs to find it, and to be patient with a machine that is busy. */
  public Map<String, String> settings() {
    return Map.of(
        "leebert.store.s3.endpoint", endpoint().toString(), "leebert.store.s3.timeout.ms", "60000");
  }

  /** Credentials for the environment of another process. */
  public Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /** Makes a bucket. */
  public S3Server bucket(String name) {
    client().createBucket(request -> request.bucket(name));
    return this;
  }

  /** A client for what a test does behind the store's back. */
  public S3Client client() {
    return access.client();
  }

  /** What the server makes of conditional writes; as real ones do, unless told otherwise. */
  public void conditions(FaultyObjects.Conditions conditions) {
    objects.conditions(conditions);
  }

  /** Runs once, in the server, when it has been sent the next part of an upload. */
  public void onNextPart(Runnable action) {
    objects.onNextPart(action);
  }

  /** While true, the server fails on every part of an upload. */
  public void failParts(boolean fail) {
    objects.failParts(fail);
  }

  /** While true, the server fails whatever is read or looked at, and keeps what it has. */
  public void failReads(boolean fail) {
    objects.failReads(fail);
  }

  /** This process's credentials are the server's, until it is closed. */
  public void useCredentials() {
    System.setProperty(KEY_PROPERTY, KEY);
    System.setProperty(SECRET_PROPERTY, SECRET);
  }

  /** This process has credentials that the server does not know. */
  public void useOtherCredentials() {
    System.setProperty(KEY_PROPERTY, "stranger");
    System.setProperty(SECRET_PROPERTY, "letmein");
  }

  /** This process has no credentials. */
  public void useNoCredentials() {
    System.clearProperty(KEY_PROPERTY);
    System.clearProperty(SECRET_PROPERTY);
  }

  @Override
  public void close() {
    useNoCredentials();
    access.close();
    try {
      server.stop();
      objects.close();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server does not stop", e);
    }
  }
}
