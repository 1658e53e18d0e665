package io.leebert.deploy.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Logging of the broker's process. Kafka ships settings for another back end than the one on our
 * class path; here is the same for ours: warnings, and what Kafka says of its own start and stop.
 */
final class ServerLog {

  private static final String SETTINGS =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{20} - %msg%n</pattern></encoder>
        </appender>
        <logger name="kafka.server" level="INFO"/>
        <logger name="kafka.network.SocketServer" level="INFO"/>
        <logger name="org.apache.kafka.server" level="WARN"/>
        <root level="WARN"><appender-ref ref="OUT"/></root>
      </configuration>
      """;

  private ServerLog() {}

  /** Writes the settings into a folder; the JVM argument that makes the process use them. */
  static String write(Path folder) throws IOException {
    Path file = folder.resolve("broker-logging.xml");
    Files.write(file, SETTINGS.getBytes(StandardCharsets.UTF_8));
    return "-Dlogback.configurationFile=" + file;
  }
}
