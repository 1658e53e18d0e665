package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.fixture.Garbage;
import io.leebert.streams.fixture.ManualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What labels and answers make of each other, whichever comes first. */
class JudgeTest {
  private static final Duration WAIT = Duration.ofSeconds(60);

  private final ManualClock clock = new ManualClock();
  private final Heard heard = new Heard();
  private final Judge judge = new Judge(new LabelSettings("labels", 10, WAIT), heard, clock);

  @BeforeEach
  void serve() {
    judge.serves("7");
  }

  private void answered(@Nullable String id, String text, String label) {
    judge.predicted(Answers.answer(label, 2, "7"), Answers.event(id, text));
  }

  private void label(@Nullable String id, String text, String label) {
    judge.label(new LabelledText(text, label, null, id, null));
  }

  /** An event whose text says no more than its id. */
  private void answered(String id) {
    answered(id, textOf(id), "shipping");
  }

  private void label(String id, String label) {
    label(id, textOf(id), label);
  }

  private void answeredRightly(String id) {
    answered(id);
    label(id, "shipping");
  }

  private static String textOf(String id) {
    return "text of " + id;
  }

  private Accuracy inService() {
    return Objects.requireNonNull(judge.report().inService());
  }

  @Test
  void aLabelFindsItsAnswerById() {
    answered("1", "where is it", "shipping");
    answered("2", "where is it", "billing");
    label("1", "whatever stands here", "shipping");
    label("2", "where is it", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2", "wrong at 2");
    assertThat(inService().judged()).isEqualTo(2);
    assertThat(inService().right()).isEqualTo(1);
  }

  @Test
  void aLabelFindsItsAnswerByItsTextsWhereOneOfTheTwoHasNoId() {
    answered(null, "one", "shipping");
    answered("2", "two", "shipping");
    answered(null, "three", "shipping");
    label(null, "one", "shipping");
    label(null, "two", "billing");
    label("3", "three", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2", "wrong at 2", "right at 2");
  }

  @Test
  void bothTextsOfAPairDecide() {
    judge.predicted(Answers.answer("same", 1, "7"), new TextEvent("a", "b", null));
    judge.label(new LabelledText("a", "same", "c", null, null));
    judge.label(new LabelledText("a", "same", null, null, null));
    assertThat(heard.lines()).as("other pairs, they wait").isEmpty();
    judge.label(new LabelledText("a", "same", "b", null, null));
    assertThat(heard.lines()).containsExactly("right at 1");
  }

  @Test
  void aLabelOfAnotherEventWithTheSameTextIsNotTaken() {
    answered("1", "hello", "shipping");
    label("2", "hello", "shipping");
    assertThat(heard.lines()).isEmpty();
    assertThat(inService().judged()).isZero();
  }

  @Test
  void spacesAroundALabelMeanNothingAndItsLettersDo() {
    answered("1");
    answered("2");
    label("1", " shipping\n");
    label("2", "Shipping");
    assertThat(heard.lines()).containsExactly("right at 2", "wrong at 2");
  }

  @Test
  void aLabelThatComesBeforeItsAnswerWaitsForIt() {
    label("1", "one", "shipping");
    label(null, "two", "shipping");
    label("3", "three", "shipping");
    assertThat(heard.lines()).isEmpty();
    clock.advance(WAIT);
    judge.giveUp();
    answered("1", "one", "shipping");
    answered("2", "two", "billing");
    answered(null, "three", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2", "wrong at 2", "right at 2");
    assertThat(inService().judged()).isEqualTo(3);
  }

  @Test
  void aLabelThatHasWaitedForTooLongIsOfAnEventThatOthersAnswered() {
    label("1", "shipping");
    clock.advance(WAIT.plusNanos(1));
    judge.giveUp();
    assertThat(heard.lines()).containsExactly("UNKNOWN");
    answered("1");
    assertThat(heard.lines()).isEmpty();
    assertThat(inService().judged()).isZero();
    assertThat(judge.report().labels()).isEqualTo(1);
  }

  @Test
  void howeverManyHaveWaitedForTooLongAllAreGivenUp() {
    Judge large = new Judge(new LabelSettings("labels", 10_000, WAIT), heard, clock);
    for (int i = 0; i < 2500; i++) {
      large.label(new LabelledText("text", "shipping", null, "none-" + i, null));
    }
    clock.advance(WAIT.plusNanos(1));
    large.label(new LabelledText("text", "shipping", null, "young", null));
    large.giveUp();
    assertThat(heard.lines()).hasSize(2500).containsOnly("UNKNOWN");
    large.predicted(Answers.answer("shipping", 2, "7"), Answers.event("young", "text"));
    assertThat(heard.lines()).containsExactly("right at 2");
  }

  @Test
  void moreLabelsThanAnswersAreRememberedDoNotWait() {
    for (int i = 0; i < 25; i++) {
      label("none-" + i, "text", "shipping");
    }
    assertThat(heard.lines()).hasSize(15).containsOnly("UNKNOWN");
    answered("none-24", "text", "shipping");
    answered("none-0", "text", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2");
  }

  @Test
  void aLabelThatWaitsIsNotKeptHoweverLongItIsAndIsComparedAllTheSame() {
    String longLabel = "l".repeat(100_000);
    Garbage.awaitCollected(List.of(labelsWithACopyOf(longLabel)));
    answered("1", "one", longLabel);
    answered("2", "two", longLabel + "l");
    answered("3", "three", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2", "wrong at 2", "wrong at 2");
  }

  /** Three labels; after that nobody but the judge can have the copy. */
  private WeakReference<String> labelsWithACopyOf(String label) {
    String copy = new String(label.toCharArray());
    label("1", "one", copy);
    label("2", "two", copy);
    label("3", "three", copy);
    return new WeakReference<>(copy);
  }

  @Test
  void onlyTheLastAnswersAreRemembered() {
    for (int i = 0; i < 25; i++) {
      answered("e-" + i);
    }
    label("e-14", "shipping");
    label("e-15", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2");
    clock.advance(WAIT.plusNanos(1));
    judge.giveUp();
    assertThat(heard.lines()).containsExactly("UNKNOWN");
  }

  @Test
  void everyEventCountsOnceHoweverManyLabelsCome() {
    answeredRightly("1");
    label("1", "billing");
    label("1", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2", "REPEATED", "REPEATED");
    assertThat(inService().judged()).isEqualTo(1);
  }

  @Test
  void everyEventCountsOnceAlsoWhereItsLabelsCameFirst() {
    label("1", "shipping");
    label("1", "billing");
    answered("1");
    label("1", "billing");
    assertThat(heard.lines()).containsExactly("REPEATED", "right at 2", "REPEATED");
  }

  @Test
  void everyLabelCountsForOneEventOfItsText() {
    answered(null, "thanks", "shipping");
    answered(null, "thanks", "billing");
    label(null, "thanks", "billing");
    assertThat(heard.lines()).containsExactly("right at 2");
    label(null, "thanks", "billing");
    assertThat(heard.lines()).containsExactly("wrong at 2");
    label(null, "thanks", "billing");
    assertThat(heard.lines()).as("of an event to come").isEmpty();
  }

  @Test
  void anAnswerThatComesAgainAfterAnAbortedTransactionIsJudgedOnce() {
    answered("1");
    answeredRightly("1");
    answeredRightly("1");
    assertThat(heard.lines()).containsExactly("right at 2", "REPEATED");
    assertThat(inService().judged()).isEqualTo(1);
  }

  @Test
  void accuracyBeginsAnewWithTheVersionThatTakesOverAndTheOneBeforeStandsBesideIt() {
    answered("1");
    answered("2");
    label("1", "shipping");
    judge.serves("8");
    judge.predicted(Answers.answer("billing", 3, "8"), Answers.event("3", "three"));
    assertThat(inService()).isEqualTo(new Accuracy("8", 0, 0, List.of()));
    label("3", "billing");
    // Answered before the take-over, labelled after it.
    label("2", "billing");
    AccuracyReport report = judge.report();
    assertThat(inService().judged()).isEqualTo(1);
    assertThat(inService().right()).isEqualTo(1);
    Accuracy before = Objects.requireNonNull(report.before());
    assertThat(before.version()).isEqualTo("7");
    assertThat(before.judged()).isEqualTo(2);
    assertThat(before.right()).isEqualTo(1);
  }

  @Test
  void aVersionThatComesBackBeginsAnewToo() {
    answeredRightly("1");
    judge.serves("8");
    judge.serves("8");
    judge.serves("7");
    assertThat(inService()).isEqualTo(new Accuracy("7", 0, 0, List.of()));
    assertThat(Objects.requireNonNull(judge.report().before()).version()).isEqualTo("8");
  }

  @Test
  void anAnswerOfAVersionLongGoneCountsAndIsNobodysAccuracy() {
    answered("1");
    judge.serves("8");
    judge.serves("9");
    label("1", "shipping");
    assertThat(heard.lines()).containsExactly("right at 2");
    assertThat(inService().judged()).isZero();
    assertThat(Objects.requireNonNull(judge.report().before()).judged()).isZero();
  }

  @Test
  void whyThereIsNoAccuracyIsSaid() {
    assertThat(judge.report().reason()).isEqualTo("no labels yet");
    label("1", "shipping");
    judge.unreadable();
    assertThat(judge.report().reason())
        .isEqualTo("2 labels so far, none of what this version answered here lately");
    judge.failed("there is no topic labels");
    assertThat(judge.report().reason()).isEqualTo("there is no topic labels");
    judge.recovered();
    assertThat(judge.report().trouble()).isNull();
    assertThat(heard.lines()).containsExactly("UNREADABLE", "failed");
  }

  @Test
  void severalThreadsMayAnswerWhileLabelsCome() throws Exception {
    Judge busy = new Judge(new LabelSettings("labels", 10_000, WAIT), heard, clock);
    busy.serves("7");
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "thread-" + t + "-";
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  busy.predicted(
                      Answers.answer("shipping", 1, "7"), Answers.event(name + i, "text"));
                }
              }));
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  busy.label(new LabelledText("text", "shipping", null, name + i, null));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(heard.lines()).hasSize(4000).containsOnly("right at 1");
  }
}
