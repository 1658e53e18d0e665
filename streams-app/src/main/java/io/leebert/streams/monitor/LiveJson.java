package io.leebert.streams.monitor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.monitor.Verdict;
import io.leebert.streams.accuracy.Accuracy;
import io.leebert.streams.accuracy.AccuracyReport;
import io.leebert.streams.autoscale.PaceState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the page is told, in JSON. */
final class LiveJson {
  private static final Comparator<TopicPartition> BY_PARTITION =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private static final String LABELS_ARE_OFF =
      "labels are not read: leebert.labelled.topic is not set";

  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  LiveJson(long millis) {
    root.put("now", millis);
  }

  /** Where the programs are that commands are sent to. */
  LiveJson control(String options) {
    root.put("control", options);
    return this;
  }

  LiveJson health(Verdict ready) {
    ObjectNode node = root.putObject("health");
    node.put("ready", ready.ok());
    node.put("reason", ready.reason());
    ready.details().forEach(node::put);
    return this;
  }

  LiveJson model(ModelManifest manifest, PaceState pace, long[] exits) {
    ObjectNode model = root.putObject("model");
    model.put("name", manifest.getModel());
    model.put("version", manifest.getModelVersion());
    model.put("layers", manifest.getLayers());
    ObjectNode patience = root.putObject("patience");
    patience.put("now", pace.patience());
    patience.put("motive", pace.motive().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    patience.put("reason", pace.reason());
    ArrayNode choices = patience.putArray("choices");
    pace.choices()
        .forEach(
            choice ->
                choices
                    .addObject()
                    .put("patience", choice.patience())
                    .put("perSecond", Math.round(choice.eventsPerSecond())));
    ArrayNode layers = root.putArray("exits");
    for (long count : exits) {
      layers.add(count);
    }
    return this;
  }

  LiveJson totals(long predictions, long deadLetters) {
    root.putObject("totals").put("predictions", predictions).put("deadLetters", deadLetters);
    return this;
  }

  LiveJson lag(Map<TopicPartition, LagMeters.Lag> lags) {
    ArrayNode partitions = root.putArray("lag");
    lags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_PARTITION))
        .forEach(
            entry ->
                partitions
                    .addObject()
                    .put("partition", entry.getKey().toString())
                    .put("records", entry.getValue().records())
                    .put("seconds", Math.round(entry.getValue().seconds() * 10) / 10.0));
    return this;
  }

  LiveJson history(List<LiveHistory.Point> points) {
    ArrayNode history = root.putArray("history");
    for (LiveHistory.Point point : points) {
      history
          .addArray()
          .add(point.millis())
          .add(Math.round(point.arrived() * 10) / 10.0)
          .add(Math.round(point.answered() * 10) / 10.0)
          .add(point.waiting())
          .add(Math.round(point.age()))
          .add(point.oldest())
          .add(point.patience());
    }
    return this;
  }

  LiveJson recent(List<LiveTally.Shown> shown, boolean texts) {
    root.put("texts", texts);
    ArrayNode recent = root.putArray("recent");
    for (LiveTally.Shown result : shown) {
      Prediction prediction = result.prediction();
      recent
          .addObject()
          .put("at", result.millis())
          .put("label", prediction.getLabel())
          .put("confidence", Math.round(prediction.getConfidence() * 1000) / 1000.0)
          .put("layer", prediction.getExitLayer())
          .put("layers", prediction.getLayers())
          .put("patience", prediction.getPatience())
          .put("version", prediction.getModelVersion())
          .put(
              "age",
              Math.max(0, result.millis() - prediction.getSource().getTimestamp().toEpochMilli()))
          .put(
              "place",
              prediction.getSource().getTopic()
                  + "-"
                  + prediction.getSource().getPartition()
                  + "@"
                  + prediction.getSource().getOffset())
          .put("text", result.text());
    }
    return this;
  }

  LiveJson models(@Nullable ModelsView view) {
    if (view == null) {
      return this;
    }
    ObjectNode models = root.putObject("models");
    models.put("model", view.model());
    models.put("previous", view.previous());
    ArrayNode versions = models.putArray("versions");
    view.versions()
        .forEach(
            version ->
                versions
                    .addObject()
                    .put("version", version.version())
                    .put("state", version.state())
                    .put("current", version.current())
                    .put("at", version.millis())
                    .put("message", version.message()));
    ArrayNode work = models.putArray("work");
    view.work()
        .forEach(
            command ->
                work.addObject()
                    .put("command", command.command())
                    .put("message", command.message())
                    .put("done", command.done())
                    .put("left", command.secondsLeft())
                    .put("score", command.score()));
    ArrayNode instances = models.putArray("instances");
    view.instances()
        .forEach(
            instance ->
                instances
                    .addObject()
                    .put("instance", instance.instance())
                    .put("version", instance.version())
                    .put("state", instance.state()));
    return this;
  }

  /**
   * How often answers were right.
   *
   * @param report null where labels are not read
   */
  LiveJson accuracy(@Nullable AccuracyReport report) {
    ObjectNode node = root.putObject("accuracy");
    Accuracy inService = report == null ? null : report.inService();
    node.put("reason", report == null ? LABELS_ARE_OFF : report.reason());
    node.put("trouble", report == null ? null : report.trouble());
    share(node, inService);
    ArrayNode exits = node.putArray("exits");
    if (inService != null) {
      inService.exits().forEach(exit -> exits.addArray().add(exit.judged()).add(exit.right()));
    }
    Accuracy before = report == null ? null : report.before();
    if (before != null && before.judged() > 0) {
      share(node.putObject("before").put("version", before.version()), before);
    }
    return this;
  }

  private static void share(ObjectNode node, @Nullable Accuracy accuracy) {
    node.put("judged", accuracy == null ? 0 : accuracy.judged());
    node.put("right", accuracy == null ? 0 : accuracy.right());
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
