package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for what the stream threads will ask for: no request tells whether a group may be joined or
 * a transactional id be used that nobody has used yet. Nothing of the application's own is changed.
 * The broker keeps one transactional id more, {@code <application.id>-start-check}, which every
 * start takes over from the one before and no producer ever writes with; it forgets it after {@code
 * transactional.id.expiration.ms}.
 */
final class RightsCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RightsCheck.class);

  private final Admin admin;
  private final String application;
  private final Duration within;

  RightsCheck(Admin admin, ServeSettings settings) {
    this.admin = admin;
    this.application = String.valueOf(settings.streams().get(StreamsConfig.APPLICATION_ID_CONFIG));
    this.within = settings.startTimeout();
  }

  /** Whether the group may be joined: who may join it may also ask to remove a member. */
  boolean mayJoinGroup() throws InterruptedException {
    MemberToRemove nobody = new MemberToRemove("leebert-start-" + UUID.randomUUID());
    return !refused(
        admin
            .removeMembersFromConsumerGroup(
                application, new RemoveMembersFromConsumerGroupOptions(List.of(nobody)))
            .memberResult(nobody),
        GroupAuthorizationException.class);
  }

  /** Whether transactions may be written: an id that no producer uses is made ready for one. */
  boolean mayUseTransactions() throws InterruptedException {
    return !refused(
        admin.fenceProducers(List.of(application + "-start-check")).all(),
        TransactionalIdAuthorizationException.class);
  }

  private boolean refused(KafkaFuture<?> answer, Class<? extends Exception> refusal)
      throws InterruptedException {
    try {
      answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (refusal.isInstance(e.getCause())) {
        return true;
      }
      // There is no such member, or the broker is busy: that says nothing about rights.
      LOG.debug("asked for rights, heard of something else", e);
    } catch (TimeoutException e) {
      LOG.debug("asked for rights, heard nothing", e);
    }
    return false;
  }
}
