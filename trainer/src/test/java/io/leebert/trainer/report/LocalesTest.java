package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a training runs does not change what its report says. */
class LocalesTest {

  private static final RunRecord RUN =
      RunFixture.run().task("CIVIL-I", "matthews").preset("leebert").build();

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "fr-CH"})
  void figuresAreTheSameEverywhere(String tag) {
    assertThat(
            in(
                tag,
                () ->
                    String.join(
                        " ",
                        Figures.score(0.9133),
                        Figures.speedUp(1234.5),
                        Figures.layer(6.5),
                        Figures.weight(0.1),
                        Figures.setting(0.925),
                        Figures.duration(1.25),
                        Figures.duration(75),
                        Figures.duration(7500),
                        Figures.count(1_234_567))))
        .isEqualTo("91.33 1234.50× 6.50 0.100 0.925 1.3 s 1 min 15 s 2 h 05 min 1,234,567");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void aReportHasTheSameBytesEverywhere(String tag) {
    String here = in("en-US", () -> ReportPage.of(RUN, List.of(), null));
    String there = in(tag, () -> ReportPage.of(RUN, List.of(), null));

    assertThat(there).isEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void aRecordHasTheSameBytesEverywhere(String tag) {
    String here = in("en-US", () -> new String(RunJson.write(RUN), StandardCharsets.UTF_8));
    String there = in(tag, () -> new String(RunJson.write(RUN), StandardCharsets.UTF_8));

    assertThat(there).isEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void aComparisonReadsTheSameEverywhere(String tag) {
    Comparison runs =
        new Comparison(
            List.of(
                new ComparedRun(Path.of("one"), RUN),
                new ComparedRun(
                    Path.of("two"),
                    RunFixture.run().task("CIVIL-I", "matthews").preset("pabee").build())),
            1.96);

    assertThat(in(tag, runs::text)).isEqualTo(in("en-US", runs::text));
    assertThat(in(tag, runs::markdown)).isEqualTo(in("en-US", runs::markdown));
  }

  private static String in(String tag, Supplier<String> what) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      return what.get();
    } finally {
      Locale.setDefault(before);
    }
  }
}
