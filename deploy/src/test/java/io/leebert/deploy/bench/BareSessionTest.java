package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.Row;
import io.leebert.streams.inference.TokenizedText;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BareSessionTest {
  private final Random random = new Random(7);
  private final List<Row> rows = Stream.generate(this::row).limit(1000).toList();

  @Test
  void itsBatchesAreAboutAsLargeAsTheApplicationsAndHoldEveryRowOnce() {
    for (double size : new double[] {6, 12, 30}) {
      List<List<Row>> batches =
          BareSession.batches(
              rows, new NoNetwork(), new BatchSettings(64, Duration.ZERO, 8192, 256), size);

      assertThat(1000.0 / batches.size()).isCloseTo(size, within(size / 4));
      assertThat(batches.stream().flatMap(List::stream).toList())
          .containsExactlyInAnyOrderElementsOf(rows);
    }
  }

  private Row row() {
    int length = 5 + random.nextInt(40);
    return new Row(new TokenizedText(new long[length], new long[length], false), 4);
  }

  private static final class NoNetwork implements Classifier {
    @Override
    public List<Classification> classify(List<Row> batch) {
      throw new UnsupportedOperationException("only the batches are looked at");
    }

    @Override
    public void close() {}
  }
}
