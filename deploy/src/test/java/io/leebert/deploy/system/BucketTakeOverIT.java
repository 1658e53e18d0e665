package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.store.BundleStores;
import io.leebert.schemas.store.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models that lie in a bucket of S3, from an application's start to its swaps. */
@ExtendWith(SharedServices.class)
class BucketTakeOverIT {
  private static final int PER_SECOND = 100;

  @TempDir Path folder;

  @Test
  void anInstanceStartsOnWhatLiesInABucketTakesOverFromItAndOutlivesItsAbsence(
      ClientSettings clients) throws Exception {
    try (S3Server bucket = S3Server.start().bucket("models");
        ServedTopics topics = ServedTopics.create(clients, folder);
        ModelsTopic models =
            new ModelsTopic(
                clients,
                topics.application + "-models",
                folder,
                BundleStores.of(URI.create("s3://models/served"), bucket.settings()));
        Audit audit = new Audit(topics)) {
      Map<String, Integer> versions = new HashMap<>();
      audit.onEach(prediction -> versions.merge(prediction.getModelVersion(), 1, Integer::sum));
      for (String version : List.of("1", "2", "3")) {
        models.publish(version);
      }
      models.promote("1");
      Map<String, String> settings = new HashMap<>(models.followed("desk-1"));
      settings.putAll(bucket.settings());
      settings.put("leebert.store.folder", folder.resolve("fetched").toString());
      topics.environment(bucket.environment());
      ChildJvm app = topics.serve("app", settings);
      models.awaitReport("1", ModelEventType.SERVING);

      AtomicBoolean over = new AtomicBoolean();
      var sending = audit.sendPacedUntil(over, PER_SECOND);
      try {
        audit.readUntil(1);
        models.promote("2");
        assertThat(models.awaitTakenOver("2").getUri()).isEqualTo("s3://models/served/tiny/2/");
        bucket.failReads(true);
        models.promote("3");
        ModelEvent failed = models.awaitReport("3", ModelEventType.LOAD_FAILED);
        assertThat(failed.getMessage()).contains("s3://models/served/tiny/3/manifest.json", "500");
        assertThat(failed.getProvenance()).containsEntry("serving", "2");
        // What was sent before the failure may have been answered before it.
        audit.readUntil(audit.sent());
        int served = versions.getOrDefault("2", 0);
        audit.readUntil(audit.sent() + PER_SECOND);
        assertThat(versions.getOrDefault("2", 0)).isGreaterThan(served);

        bucket.failReads(false);
        models.awaitTakenOver("3");
      } finally {
        over.set(true);
      }
      sending.join();
      audit.readAll();

      int sent = audit.sent();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(sent, sent, 0, 0, 0, 0));
      assertThat(versions).containsOnlyKeys("1", "2", "3");
      assertThat(app.isAlive()).isTrue();
      assertThat(folder.resolve("fetched"))
          .as("nothing that was fetched stays behind")
          .isEmptyDirectory();
    }
  }
}
