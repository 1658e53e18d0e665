package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people are told of rows that were left out: all counted, few named. */
class PassedOverTest {

  private final PassedOver passed = new PassedOver();

  @Test
  void whereNothingWasLeftOutNothingIsSaid() {
    assertThat(passed.lines()).isEmpty();
  }

  @Test
  void oneRecordIsNamedWithItsCause() {
    passed.add("labelled-events-0@7", "no schema 9");

    assertThat(passed.lines())
        .containsExactly(
            "1 record could not be read and was passed over: labelled-events-0@7 (no schema 9)");
  }

  @Test
  void tenAreNamedAndThoseBeyondAreOnlyCounted() {
    for (int i = 1; i <= 10; i++) {
      passed.add("p@" + i, i == 1 ? "the first cause" : "another");
    }
    assertThat(passed.lines().get(0))
        .startsWith("10 records could not be read and were passed over: p@1, p@2, ")
        .endsWith(", p@10 (the first cause)");

    passed.add("p@11", "another");
    assertThat(passed.lines().get(0))
        .startsWith("11 records could not be read")
        .endsWith(", p@10, ... (the first cause)");
  }

  @Test
  void whatIsGoneComesFirstAndNoticesLast() {
    passed.notice("the registry was away");
    passed.add("p@1", "no schema 9");
    passed.deleted("offsets 0 to 4 of p");

    assertThat(passed.lines())
        .containsExactly(
            "offsets 0 to 4 of p were deleted by the topic's retention before they were read",
            "1 record could not be read and was passed over: p@1 (no schema 9)",
            "the registry was away");
  }

  @Test
  void aNoticeIsSaidOnceAndOfManyTheFirstTen() {
    for (int i = 0; i < 12; i++) {
      passed.notice("notice " + i);
      passed.notice("notice 0");
    }

    assertThat(passed.lines()).hasSize(10).startsWith("notice 0", "notice 1").endsWith("notice 9");
  }
}
