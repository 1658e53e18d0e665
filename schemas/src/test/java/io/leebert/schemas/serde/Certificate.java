package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of a server on the loopback interface, made by the JDK's keytool and signed by
 * itself.
 *
 * @param keystore PKCS12 with key and certificate
 * @param pem the certificate alone, for those who are to trust it
 * @param password of the store
 */
public record Certificate(Path keystore, Path pem, String password) {
  private static final String PASSWORD = "leave-me-out";

  /** Of 127.0.0.1 and localhost. */
  public static Certificate make(Path folder, String name) throws IOException {
    return make(folder, name, "ip:127.0.0.1,dns:localhost");
  }

  /** Of hosts of one's own, such as {@code dns:elsewhere}. */
  public static Certificate make(Path folder, String name, String hosts) throws IOException {
    Certificate made =
        new Certificate(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"), PASSWORD);
    keytool(
        made,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-validity",
            "2",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=" + hosts));
    keytool(made, List.of("-exportcert", "-rfc", "-file", made.pem().toString()));
    return made;
  }

  private static void keytool(Certificate made, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of(
            "-alias",
            "server",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            made.keystore().toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(text).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What a client is told that is to trust it: Kafka's keys, with something before each. */
  public Map<String, String> trustedBy(String prefix) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(prefix + "ssl.truststore.type", "PEM");
    settings.put(prefix + "ssl.truststore.location", pem.toString());
    return settings;
  }

  /** For a server of the JDK's. */
  public SSLContext server() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, password.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
