package io.leebert.trainer.train;

import java.util.List;

/**
 * Where a run stands, apart from its tensors: written between two steps, and enough to go on as if
 * nothing had happened.
 *
 * @param stage index of the stage
 * @param epoch of the stage, counted from 1: the one that is under way
 * @param stepInEpoch steps of it that are done
 * @param secondTaken batches of D2 that were taken in it
 * @param stageSteps steps of the stage that are done
 * @param stepsDone steps of the run that are done
 * @param lossSum sum of the epoch's losses
 * @param seconds wall-clock time of the run so far
 * @param epochSeconds wall-clock time of the epoch's steps so far
 * @param omega state of the learned loss weights; empty where they are fixed
 * @param stopping state of early stopping
 * @param reports of the epochs that are done
 * @param history of the run so far
 */
@SuppressWarnings("ArrayRecordComponent") // written and read whole, never compared
record Checkpoint(
    int stage,
    int epoch,
    int stepInEpoch,
    int secondTaken,
    int stageSteps,
    int stepsDone,
    double lossSum,
    double seconds,
    double epochSeconds,
    double[] omega,
    EarlyStopping.State stopping,
    List<EpochReport> reports,
    History.State history) {}
