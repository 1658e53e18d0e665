package io.leebert.trainer.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Several measurements of the same thing.
 *
 * @param mean their mean
 * @param deviation their sample standard deviation (divided by n - 1); 0 for one measurement
 * @param count how many (n)
 */
public record Spread(double mean, double deviation, int count) {

  /** That of one value of every thing. */
  public static <T> Spread of(List<T> things, ToDoubleFunction<T> value) {
    double mean = things.stream().mapToDouble(value).average().orElse(Double.NaN);
    double squares = things.stream().mapToDouble(value).map(v -> (v - mean) * (v - mean)).sum();
    int count = things.size();
    return new Spread(mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1)), count);
  }

  /** The mean, and where there are several measurements, their deviation. */
  String shown(DoubleFunction<String> figure) {
    String middle = figure.apply(mean);
    return count < 2 ? middle : middle + " ± " + figure.apply(deviation);
  }
}
