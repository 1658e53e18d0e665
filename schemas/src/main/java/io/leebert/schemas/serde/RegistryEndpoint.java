package io.leebert.schemas.serde;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * One address of a registry. Its text form is safe to show: user and password are kept out of it.
 *
 * @param base the address without user, password and trailing slash
 * @param authorization the Authorization header, if there is one
 */
record RegistryEndpoint(String base, @Nullable String authorization) {

  /**
   * Takes an address apart.
   *
   * @param userInfo user:password to use in place of what the address holds
   * @throws ConfigException when the address is none; the message does not repeat it, since it may
   *     hold a password
   */
  static RegistryEndpoint of(String url, @Nullable String userInfo) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new ConfigException(
          SerdeConfig.URL
              + " holds an address that is none: "
              + e.getReason()
              + " at character "
              + e.getIndex());
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new ConfigException(
          SerdeConfig.URL
              + " holds an address with scheme "
              + uri.getScheme()
              + " and host "
              + uri.getHost()
              + ", expected http://host:port or https://host:port");
    }
    StringBuilder base = new StringBuilder(uri.getScheme()).append("://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      base.append(':').append(uri.getPort());
    }
    base.append(uri.getRawPath().replaceAll("/+$", ""));
    String credentials = userInfo != null ? userInfo : uri.getUserInfo();
    return new RegistryEndpoint(base.toString(), credentials == null ? null : basic(credentials));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  URI resolve(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base;
  }
}
