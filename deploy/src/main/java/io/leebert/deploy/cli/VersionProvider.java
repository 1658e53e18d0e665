package io.leebert.deploy.cli;

import picocli.CommandLine.IVersionProvider;

/** The version the build wrote into the jar, and the JDK it runs on. */
public final class VersionProvider implements IVersionProvider {
  /** Made by picocli. */
  public VersionProvider() {}

  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return new String[] {
      "leebert-streams " + (version == null ? "(development build)" : version),
      "Java " + Runtime.version()
    };
  }
}
