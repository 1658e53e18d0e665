package io.leebert.trainer.exits;

/**
 * Where a row leaves the network, and with which class.
 *
 * @param exitLayer the exit it leaves at, 1 to M
 * @param predictedClass the class that exit holds most probable
 */
public record ExitDecision(int exitLayer, int predictedClass) {}
