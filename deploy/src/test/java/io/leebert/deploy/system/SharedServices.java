package io.leebert.deploy.system;

import io.leebert.deploy.broker.EmbeddedRegistry;
import io.leebert.deploy.broker.KafkaBroker;
import io.leebert.deploy.broker.TestBroker;
import io.leebert.deploy.traffic.ClientSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.ReflectionSupport;

/** One broker and one registry for all system tests of a run, each with topics of its own. */
public final class SharedServices implements ParameterResolver, BeforeEachCallback {
  /** Where broker and registry are. */
  private static final class Running implements AutoCloseable {
    private final AtomicInteger tests = new AtomicInteger();
    private final KafkaBroker broker;
    private final EmbeddedRegistry registry;

    Running() {
      Path folder = folder();
      CompletableFuture<EmbeddedRegistry> starting =
          CompletableFuture.supplyAsync(
              () -> EmbeddedRegistry.start(folder.resolve("registry")),
              task -> new Thread(task, "start-registry").start());
      broker = TestBroker.start(folder.resolve("broker"));
      registry = starting.join();
    }

    /** In the build's own folder, where it is found after a failure and cleaned with the rest. */
    private static Path folder() {
      try {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target/system")), "run-")
            .toAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** They wait for longer than those of people at a terminal do: the machine may be busy. */
    ClientSettings clients() {
      return new ClientSettings(
          broker.bootstrapServers(),
          registry.url(),
          Map.of(
              "max.block.ms", "60000",
              "delivery.timeout.ms", "120000",
              "default.api.timeout.ms", "60000"));
    }

    @Override
    public void close() {
      // For whoever reads the log of a build.
      System.out.println(
          "broker of this run: " + TestBroker.describe(broker) + "; tests on it: " + tests);
      registry.close();
      broker.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ClientSettings.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return clients(context);
  }

  /** Counts the tests of classes that ask for the services by this extension. */
  @Override
  public void beforeEach(ExtensionContext context) {
    running(context).tests.incrementAndGet();
  }

  /** How clients reach the two. */
  static ClientSettings clients(ExtensionContext context) {
    return running(context).clients();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            SharedServices.class,
            key -> ReflectionSupport.newInstance(Running.class),
            Running.class);
  }
}
