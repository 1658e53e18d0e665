package io.leebert.trainer.report;

/**
 * The training loss of a step.
 *
 * @param step steps of the network's weights so far
 * @param loss the objective's value on the batch of this step, or its mean over the steps since the
 *     point before
 */
public record LossPoint(int step, double loss) {}
