package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.batch.MicroBatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the first runs of a new model are done. */
class DeviceTurnsTest {
  private final MicroBatcher batcher =
      new MicroBatcher(new BatchSettings(2, Duration.ZERO, 100, 2), "turns", System::nanoTime);
  private final List<String> threads = new ArrayList<>();

  @AfterEach
  void close() {
    batcher.close();
  }

  @Test
  void besideAModelOnTheProcessorTheyStopNothing() {
    DeviceTurns turns = new DeviceTurns(batcher, true, System::nanoTime, () -> true);
    assertThat(turns.apply(() -> run(7)).get().nanos()).isEqualTo(7);
    assertThat(threads).containsExactly(Thread.currentThread().getName());
    assertThat(turns.longestNanos()).isZero();
  }

  @Test
  void onAGpuTheyHaveTheirTurnsOnTheDevicesThreadAndTheLongestIsKnown() {
    DeviceTurns turns = new DeviceTurns(batcher, false, System::nanoTime, () -> true);
    for (long nanos : new long[] {7, 9, 8}) {
      assertThat(turns.apply(() -> run(nanos)).get().nanos()).isEqualTo(nanos);
    }
    assertThat(threads).containsOnly("inference-turns").hasSize(3);
    assertThat(turns.longestNanos()).isEqualTo(9);
  }

  @Test
  void nothingMoreIsRunForAModelThatNobodyWantsAnyMore() {
    AtomicBoolean wanted = new AtomicBoolean(true);
    DeviceTurns turns = new DeviceTurns(batcher, true, System::nanoTime, wanted::get);
    assertThat(turns.apply(() -> run(1)).get().nanos()).isEqualTo(1);
    wanted.set(false);
    assertThatThrownBy(() -> turns.apply(() -> run(1)).get())
        .isInstanceOf(SupersededException.class);
    assertThat(threads).hasSize(1);
  }

  private CostProfile.Run run(long nanos) {
    threads.add(Thread.currentThread().getName());
    return new CostProfile.Run(1, 8, 4, 4, nanos);
  }
}
