package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An event about a command always fits its topic: what has no room is counted. */
class RoomTest {

  @Test
  void aTextThatFitsStaysAsItIs() {
    assertThat(Room.cut("straße", 7)).isEqualTo("straße");
    assertThat(Room.bytes("straße")).isEqualTo(7);
  }

  @Test
  void aLongerOneIsCutByItsBytesAndSaysHowMuchMoreThereWas() {
    assertThat(Room.cut("straße", 6)).isEqualTo("straß... and 1 characters more");
    assertThat(Room.cut("straße", 5)).isEqualTo("stra... and 2 characters more");
  }

  @Test
  void aCharacterOfTwoHalvesIsNeverCutInTwo() {
    assertThat(Room.cut("ab😀c", 5)).isEqualTo("ab... and 3 characters more");
    assertThat(Room.cut("ab😀c", 6)).isEqualTo("ab😀... and 1 characters more");
    assertThat(Room.cut("€€", 3)).isEqualTo("€... and 1 characters more");
  }

  @Test
  void ofManyWordsThoseThatFitAreNamedAndTheOthersCounted() {
    assertThat(Room.join(List.of("parcel", "money", "password"), 13))
        .isEqualTo("parcel,money and 1 more");
    assertThat(Room.join(List.of("parcel", "money", "password"), 100))
        .isEqualTo("parcel,money,password");
    assertThat(Room.join(List.of(), 0)).isEmpty();
  }

  @Test
  void countsOfManyLabelsLeaveRoomForTheSums() {
    Map<String, Long> counts = many("train.label-", 1L);
    counts.put("rows", 12_345L);

    Map<String, Long> said = Room.counts(counts);

    assertThat(said).containsEntry("rows", 12_345L).containsKey("left.out");
    assertThat(said.size() - 1 + said.getOrDefault("left.out", 0L)).isEqualTo(counts.size());
    assertThat(names(said)).isLessThanOrEqualTo(Room.MESSAGE);
  }

  @Test
  void countsThatAllFitSayNothingOfOthers() {
    assertThat(Room.counts(Map.of("rows", 3L, "train.parcel", 2L)))
        .isEqualTo(Map.of("rows", 3L, "train.parcel", 2L));
  }

  @Test
  void scoresOfSingleLabelsGiveWayToThoseOfTheWholeModel() {
    Map<String, Double> scores = many("candidate.class.x", 0.5);
    scores.put("candidate.patience-4.accuracy-by-a-name-longer-than-those-of-classes", 0.9);

    Map<String, Double> said = Room.scores(scores);

    assertThat(said)
        .hasSizeLessThan(scores.size())
        .containsEntry("candidate.patience-4.accuracy-by-a-name-longer-than-those-of-classes", 0.9);
  }

  private static <T> Map<String, T> many(String prefix, T value) {
    return new HashMap<>(
        IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(i -> prefix + i, i -> value)));
  }

  private static int names(Map<String, ?> said) {
    return said.keySet().stream().mapToInt(Room::bytes).sum();
  }
}
