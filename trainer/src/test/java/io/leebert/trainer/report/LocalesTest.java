package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.fixture.InLocale;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
            InLocale.get(
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
    String here = InLocale.get("en-US", () -> ReportPage.of(RUN, List.of(), null));
    String there = InLocale.get(tag, () -> ReportPage.of(RUN, List.of(), null));

    assertThat(there).isEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab"})
  void aRecordHasTheSameBytesEverywhere(String tag) {
    String here =
        InLocale.get("en-US", () -> new String(RunJson.write(RUN), StandardCharsets.UTF_8));
    String there = InLocale.get(tag, () -> new String(RunJson.write(RUN), StandardCharsets.UTF_8));

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

    assertThat(InLocale.get(tag, runs::text)).isEqualTo(InLocale.get("en-US", runs::text));
    assertThat(InLocale.get(tag, runs::markdown)).isEqualTo(InLocale.get("en-US", runs::markdown));
  }
}
