package io.leebert.schemas.rights;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for what a program will ask for: no request tells whether a group may be joined or a
 * transactional id be used that nobody has used yet. Nothing of the program's own is changed.
 */
public final class RightsCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RightsCheck.class);

  private final Admin admin;
  private final Duration within;

  /**
   * A check.
   *
   * @param within longest wait for an answer
   */
  public RightsCheck(Admin admin, Duration within) {
    this.admin = admin;
    this.within = within;
  }

  /** Whether a group may be joined: who may join it may also ask to remove a member. */
  public boolean mayJoinGroup(String group) throws InterruptedException {
    MemberToRemove nobody = new MemberToRemove("leebert-start-" + UUID.randomUUID());
    return !refused(
        admin
            .removeMembersFromConsumerGroup(
                group, new RemoveMembersFromConsumerGroupOptions(List.of(nobody)))
            .memberResult(nobody),
        GroupAuthorizationException.class);
  }

  /**
   * Whether transactional ids that begin so may be used: one that no producer writes with is made
   * ready for one, and every start takes it over from the one before. The broker forgets it after
   * {@code transactional.id.expiration.ms}.
   */
  public boolean mayUseIdsFrom(String prefix) throws InterruptedException {
    return !refused(
        admin.fenceProducers(List.of(prefix + "start-check")).all(),
        TransactionalIdAuthorizationException.class);
  }

  /**
   * Whether this very transactional id may be looked at, which who may write with it may: taking it
   * over would shut out a producer that is at work.
   */
  public boolean maySeeId(String id) throws InterruptedException {
    return !refused(
        admin.describeTransactions(List.of(id)).description(id),
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
      // There is no such member or id, or the broker is busy: that says nothing about rights.
      LOG.debug("asked for rights, heard of something else", e);
    } catch (TimeoutException e) {
      LOG.debug("asked for rights, heard nothing", e);
    }
    return false;
  }
}
