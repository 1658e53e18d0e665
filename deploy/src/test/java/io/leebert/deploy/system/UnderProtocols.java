package io.leebert.deploy.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A scenario that gets a {@code group.protocol}: the named one in the short form, both in the long
 * one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "group.protocol={0}")
@ArgumentsSource(UnderProtocols.Provider.class)
@interface UnderProtocols {
  /** The one of the short form. */
  String first();

  /** Reads the annotation. */
  final class Provider implements ArgumentsProvider, AnnotationConsumer<UnderProtocols> {
    private String first = "";

    @Override
    public void accept(UnderProtocols annotation) {
      first = annotation.first();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      Stream<String> all = Stream.of("classic", "streams");
      boolean both = Boolean.getBoolean("leebert.chaos.every-protocol");
      return all.filter(protocol -> both || protocol.equals(first)).map(Arguments::of);
    }
  }
}
