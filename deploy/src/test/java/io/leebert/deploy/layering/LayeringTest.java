package io.leebert.deploy.layering;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may see whom: between modules, and between the packages of a module. */
class LayeringTest {

  /**
   * For every package below {@code io.leebert}, the packages it may use. Whatever is not listed is
   * not allowed; a new package must take its place here.
   */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("schemas.event", Set.of()),
          Map.entry("schemas.settings", Set.of()),
          Map.entry("schemas.monitor", Set.of()),
          Map.entry("schemas.rights", Set.of()),
          Map.entry("schemas.start", Set.of()),
          Map.entry("schemas.serde", Set.of("schemas.event")),
          Map.entry("schemas.bundle", Set.of("schemas.event")),
          Map.entry(
              "schemas.catalogue", Set.of("schemas.event", "schemas.serde", "schemas.settings")),
          Map.entry("schemas.store", Set.of("schemas.bundle", "schemas.event")),
          Map.entry("trainer.objective", Set.of()),
          Map.entry("trainer.exits", Set.of()),
          Map.entry("trainer.data", Set.of()),
          Map.entry("trainer.backbone", Set.of("schemas.bundle")),
          Map.entry("trainer.optimize", Set.of("trainer.objective")),
          Map.entry("trainer.evaluate", Set.of("trainer.exits", "trainer.data", "schemas.event")),
          Map.entry(
              "trainer.train",
              Set.of(
                  "trainer.optimize",
                  "trainer.objective",
                  "trainer.backbone",
                  "trainer.data",
                  "trainer.evaluate",
                  "trainer.exits")),
          Map.entry(
              "trainer.search",
              Set.of("trainer.train", "trainer.optimize", "trainer.backbone", "trainer.data")),
          Map.entry(
              "trainer.export",
              Set.of(
                  "trainer.backbone",
                  "trainer.data",
                  "trainer.exits",
                  "trainer.evaluate",
                  "schemas.event",
                  "schemas.bundle")),
          Map.entry(
              "trainer.retrain",
              Set.of(
                  "trainer.train",
                  "trainer.export",
                  "trainer.evaluate",
                  "trainer.exits",
                  "trainer.backbone",
                  "trainer.data",
                  "schemas.settings",
                  "schemas.event",
                  "schemas.bundle")),
          Map.entry(
              "trainer.service",
              Set.of(
                  "trainer.retrain",
                  "schemas.catalogue",
                  "schemas.store",
                  "schemas.monitor",
                  "schemas.settings",
                  "schemas.rights",
                  "schemas.start",
                  "schemas.serde",
                  "schemas.event",
                  "schemas.bundle")),
          Map.entry(
              "trainer.monitor", Set.of("trainer.service", "schemas.monitor", "schemas.event")),
          Map.entry("trainer.report", Set.of()),
          Map.entry("streams.inference", Set.of("schemas.event", "schemas.bundle")),
          // A model in service is one with the network that batches run, held for each of its rows.
          Map.entry(
              "streams.models",
              Set.of("streams.inference", "streams.batch", "schemas.catalogue", "schemas.event")),
          Map.entry("streams.batch", Set.of("streams.inference")),
          Map.entry(
              "streams.autoscale",
              Set.of("streams.batch", "streams.inference", "schemas.bundle", "schemas.event")),
          Map.entry(
              "streams.topology",
              Set.of(
                  "streams.models",
                  "streams.batch",
                  "streams.inference",
                  "schemas.event",
                  "schemas.serde")),
          // It compares answers with labels beside the stream.
          Map.entry(
              "streams.accuracy", Set.of("streams.topology", "schemas.event", "schemas.serde")),
          Map.entry(
              "streams.configuration",
              Set.of(
                  "streams.accuracy",
                  "streams.batch",
                  "streams.inference",
                  "streams.topology",
                  "streams.autoscale",
                  "schemas.monitor",
                  "schemas.rights",
                  "schemas.settings",
                  "schemas.store")),
          // It watches, and only the command, which puts it in, knows of it.
          Map.entry(
              "streams.monitor",
              Set.of(
                  "streams.accuracy",
                  "streams.topology",
                  "streams.autoscale",
                  "streams.models",
                  "streams.batch",
                  "streams.inference",
                  "schemas.monitor",
                  "schemas.catalogue",
                  "schemas.event")),
          Map.entry("deploy.broker", Set.of()),
          Map.entry("deploy.sample", Set.of()),
          Map.entry("deploy.traffic", Set.of("schemas.event", "schemas.serde", "schemas.settings")),
          Map.entry(
              "deploy.control",
              Set.of("deploy.traffic", "schemas.event", "schemas.serde", "schemas.catalogue")),
          Map.entry(
              "deploy.bench",
              Set.of(
                  "deploy.broker",
                  "deploy.sample",
                  "deploy.traffic",
                  "deploy.quickstart",
                  "trainer.export",
                  "trainer.report",
                  "streams.inference",
                  "streams.batch",
                  "streams.configuration",
                  "schemas.bundle",
                  "schemas.serde",
                  "schemas.event")),
          Map.entry(
              "deploy.quickstart",
              Set.of(
                  "deploy.broker",
                  "deploy.sample",
                  "deploy.traffic",
                  "schemas.catalogue",
                  "schemas.event")));

  /** Commands put a module together: they may use all of their own module and the contracts. */
  private static final Map<String, String> COMMANDS =
      Map.of("trainer.cli", "trainer.", "streams.cli", "streams.", "deploy.cli", "");

  private static final List<String> VAGUE =
      List.of("util", "utils", "common", "helper", "helpers", "impl", "misc", "manager");

  private static final String ROOT = "io.leebert.";

  /** Read once for all sentences: it takes seconds. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // The schemas' tests are a jar here once they are packed.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.leebert");

  @Test
  void everyPackageUsesOnlyWhatTheDesignAllows() {
    Set<String> forbidden = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      String source = packageOf(from);
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (target.getPackageName().startsWith(ROOT) && !allowed(source, packageOf(target))) {
          forbidden.add(source + " -> " + packageOf(target) + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(forbidden).isEmpty();
  }

  @Test
  void whatTheDesignAllowsIsUsed() {
    Set<String> unused = new TreeSet<>();
    ALLOWED.forEach((source, targets) -> targets.forEach(t -> unused.add(source + " -> " + t)));
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (target.getPackageName().startsWith(ROOT)) {
          unused.remove(packageOf(from) + " -> " + packageOf(target));
        }
      }
    }
    assertThat(unused).as("allowed, and used by nobody").isEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheDesign() {
    Set<String> unknown = packages();
    unknown.removeAll(ALLOWED.keySet());
    unknown.removeAll(COMMANDS.keySet());
    assertThat(unknown).isEmpty();
  }

  @Test
  void theThreadThatRunsTheNetworkNeverTokenizes() {
    Set<String> used =
        CLASSES.stream()
            .filter(
                c ->
                    packageOf(c).equals("streams.batch")
                        || c.getSimpleName().equals("OnnxClassifier"))
            .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getSimpleName())
            .collect(Collectors.toSet());
    assertThat(used).contains("Classifier", "Row").doesNotContain("TextTokenizer", "LoadedModel");
  }

  @Test
  void allFourModulesAreSeen() {
    assertThat(packages().stream().map(name -> name.substring(0, name.indexOf('.'))))
        .contains("schemas", "trainer", "streams", "deploy");
  }

  @Test
  void packagesAreNamedAfterCapabilities() {
    assertThat(packages())
        .allSatisfy(
            name ->
                assertThat(List.of(name.toLowerCase(Locale.ROOT).split("\\.")))
                    .doesNotContainAnyElementsOf(VAGUE));
  }

  @Test
  void everyPackageButTheGeneratedOneIsCheckedForNullness() {
    Set<String> unmarked = packages();
    CLASSES.stream()
        .filter(c -> c.getSimpleName().equals("package-info"))
        .filter(c -> c.isAnnotatedWith(NullMarked.class))
        .forEach(c -> unmarked.remove(packageOf(c)));
    assertThat(unmarked).containsExactly("schemas.event");
  }

  private static boolean allowed(String source, String target) {
    if (source.equals(target)) {
      return true;
    }
    String own = COMMANDS.get(source);
    if (own != null) {
      return target.startsWith(own) || target.startsWith("schemas.");
    }
    return ALLOWED.getOrDefault(source, Set.of()).contains(target);
  }

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(LayeringTest::packageOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String packageOf(JavaClass javaClass) {
    return javaClass.getPackageName().substring(ROOT.length());
  }
}
