package io.leebert.trainer.cli;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.train.Hyperparameters;
import picocli.CommandLine.Option;

/** The hyper-parameters of a run, as command line options. */
final class TrainingOptions {

  @Option(
      names = "--epochs",
      defaultValue = "10",
      description =
          "At most so many epochs; each updates the network on half of the rows"
              + " (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--batch-size", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}.")
  int batchSize;

  @Option(
      names = "--learning-rate",
      defaultValue = "1e-4",
      description = "Peak learning rate of the backbone (default: ${DEFAULT-VALUE}).")
  double learningRate;

  @Option(
      names = "--exit-learning-rate",
      defaultValue = "5e-3",
      description = "Peak learning rate of the exits (default: ${DEFAULT-VALUE}).")
  double exitLearningRate;

  @Option(
      names = "--weight-learning-rate",
      defaultValue = "1e-3",
      description =
          "Learning rate of the loss weights; 0 keeps them uniform"
              + " (default: ${DEFAULT-VALUE}).")
  double weightLearningRate;

  @Option(
      names = "--cycle",
      defaultValue = "8",
      description = "Cross-level cycle length C of clo-v2 (default: ${DEFAULT-VALUE}).")
  int cycle;

  @Option(
      names = "--temperature",
      defaultValue = "1",
      description = "Temperature of the distillation between exits (default: ${DEFAULT-VALUE}).")
  double temperature;

  @Option(
      names = "--teachers",
      defaultValue = "ALL",
      description =
          "Which exits teach an exit: ${COMPLETION-CANDIDATES}" + " (default: ${DEFAULT-VALUE}).")
  Teachers teachers = Teachers.ALL;

  @Option(
      names = "--pooling",
      defaultValue = "MEAN",
      description =
          "What an exit looks at: ${COMPLETION-CANDIDATES}" + " (default: ${DEFAULT-VALUE}).")
  Pooling pooling = Pooling.MEAN;

  @Option(
      names = "--layers",
      defaultValue = "0",
      description = "Use only the backbone's lowest N layers; 0 means all.")
  int layers;

  @Option(
      names = "--freeze-embeddings",
      defaultValue = "true",
      fallbackValue = "true",
      arity = "0..1",
      description =
          "Leave the embeddings as pre-trained, which is faster" + " (default: ${DEFAULT-VALUE}).")
  boolean freezeEmbeddings;

  @Option(
      names = "--dropout",
      defaultValue = "0",
      description =
          "Dropout inside the backbone; above 0 a step takes a third longer (default: ${DEFAULT-VALUE}).")
  double dropout;

  @Option(
      names = "--weight-decay",
      defaultValue = "0.01",
      description = "Default: ${DEFAULT-VALUE}.")
  double weightDecay;

  @Option(
      names = "--warmup",
      defaultValue = "0.1",
      description = "Share of the steps in which learning rates rise (default: ${DEFAULT-VALUE}).")
  double warmup;

  @Option(
      names = "--clip",
      defaultValue = "1",
      description = "Largest norm of the gradient (default: ${DEFAULT-VALUE}).")
  double clip;

  @Option(
      names = "--stop-after",
      defaultValue = "5",
      description =
          "Stop after so many epochs without a better average of the exits"
              + " (default: ${DEFAULT-VALUE}).")
  int stopAfter;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description =
          "Threads of the training engine; results are the same only for the same number"
              + " (default: ${DEFAULT-VALUE}).")
  int threads;

  Hyperparameters toHyperparameters() {
    return new Hyperparameters(
        epochs,
        batchSize,
        learningRate,
        exitLearningRate,
        weightLearningRate,
        cycle,
        temperature,
        teachers,
        pooling,
        layers,
        freezeEmbeddings,
        dropout,
        weightDecay,
        warmup,
        clip,
        stopAfter,
        seed,
        threads);
  }
}
