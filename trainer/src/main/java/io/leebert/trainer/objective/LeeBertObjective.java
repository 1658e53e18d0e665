package io.leebert.trainer.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * LeeBERT's loss over per-exit logits (Zhu, ACL 2021, equations 1 to 5), term by term.
 *
 * <p>The classification term of exit m is the batch mean of its cross-entropy (eq. 1). The
 * distillation term of exit m from teacher t is {@code tau^2} times the batch mean of the
 * cross-entropy between the two distributions at temperature {@code tau} (eq. 2, 3), divided by
 * {@code M * |T(m)|} (eq. 4). A teacher is a constant for the gradient. The loss is the weighted
 * sum of the terms (eq. 5), so its gradient with respect to a weight is the value of that weight's
 * term.
 *
 * <p>Distillation between all pairs is one matrix product, {@code [M, B*K] x [B*K, M]}.
 */
public final class LeeBertObjective {

  private final Teachers teachers;
  private final double temperature;

  /**
   * An objective.
   *
   * @throws IllegalArgumentException unless the temperature is above 0
   */
  public LeeBertObjective(Teachers teachers, double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be above 0, found " + temperature);
    }
    this.teachers = teachers;
    this.temperature = temperature;
  }

  /** Who teaches whom. */
  public Teachers teachers() {
    return teachers;
  }

  /**
   * Every term, laid out as {@link TermGrid} has it.
   *
   * @param logits {@code [M, B, K]}, any floating type
   * @param gold {@code [B]} int64, classes
   * @return {@code [M, 1 + M]}, differentiable with respect to the logits as students
   */
  public Tensor terms(Tensor logits, Tensor gold) {
    return terms(logits, logits, gold);
  }

  /**
   * Every term where what teaches is given.
   *
   * @param logits {@code [M, B, K]} of the students
   * @param teaching {@code [M, B, K]}, constants: as students they may have moved on since
   * @param gold {@code [B]} int64, classes
   * @return {@code [M, 1 + M]}
   */
  public Tensor terms(Tensor logits, Tensor teaching, Tensor gold) {
    long exits = logits.size(0);
    long rows = logits.size(1);
    long classes = logits.size(2);
    Tensor index = gold.view(1, rows, 1).expand(exits, rows, 1);
    Tensor classification =
        torch
            .log_softmax(logits, 2)
            .gather(2, index)
            .neg()
            .mean(new long[] {1}, false, new ScalarTypeOptional());
    if (teachers == Teachers.NONE) {
      Tensor nothing = classification.detach().mul(new Scalar(0.0)).expand(exits, exits);
      return torch.cat(new TensorVector(classification, nothing), 1);
    }
    Scalar coolness = new Scalar(1 / temperature);
    Tensor students = torch.log_softmax(logits.mul(coolness), 2).view(exits, rows * classes);
    Tensor taught =
        torch.softmax(teaching.detach().mul(coolness), 2).view(exits, rows * classes).t();
    Tensor share = shares((int) exits, rows).to(logits.device(), logits.scalar_type());
    Tensor distillation = torch.matmul(students, taught).mul(share);
    return torch.cat(new TensorVector(classification, distillation), 1);
  }

  /**
   * The loss: terms times weights, summed (eq. 5).
   *
   * @param terms {@code [M, 1 + M]}
   */
  public Tensor loss(Tensor terms, TermGrid weights) {
    int exits = weights.exits();
    Tensor tensor =
        Tensor.create(weights.flat(), exits, exits + 1L).to(terms.device(), terms.scalar_type());
    return terms.mul(tensor).sum();
  }

  /** What the product of log-probabilities and probabilities is multiplied with, per pair. */
  private Tensor shares(int exits, long rows) {
    double[] shares = new double[exits * exits];
    for (int student = 1; student <= exits; student++) {
      int count = teachers.countFor(student, exits);
      for (int teacher = 1; teacher <= exits; teacher++) {
        if (teachers.teaches(teacher, student, exits)) {
          shares[(student - 1) * exits + teacher - 1] =
              -temperature * temperature / ((double) rows * exits * count);
        }
      }
    }
    return Tensor.create(shares, exits, exits);
  }
}
