package io.leebert.streams.autoscale;

import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.batch.BatchPace;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the patience of one model: by the load where the model says what each depth is worth, or
 * held at a number. Settings say which, and an order that comes while the model serves goes before
 * them, from the next batch on. Safe for several threads.
 */
public final class ModelPace implements BatchPace {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPace.class);

  /**
   * What the settings say.
   *
   * @param fixed patience of the user's own, or null
   * @param follows whether patience follows the load where it can; else, and without a number, it
   *     is the model's own
   * @param limits limits and targets of a patience that follows the load
   * @param batchRows rows in a full batch
   */
  public record Usual(
      @Nullable Integer fixed, boolean follows, AutoscaleSettings limits, int batchRows) {}

  private final Usual usual;
  private final String name;
  private final int layers;
  private final int own;
  private final CostProfile costs;
  private final @Nullable Autoscaler autoscaler;
  private volatile int held;
  private volatile boolean following;
  private volatile boolean ordered;

  /**
   * A pace as the settings have it.
   *
   * @param costs what the model costs on its device
   * @param before the pace of the model that serves now, or null. What it knows of the traffic goes
   *     on; what it has learnt of the device too, when it shares the costs
   * @throws IllegalArgumentException when patience shall follow the load, and the model's quality
   *     profile has no patience within the limits
   */
  public ModelPace(
      Usual usual, ModelManifest manifest, CostProfile costs, @Nullable ModelPace before) {
    this.usual = usual;
    this.name = manifest.getModel() + " " + manifest.getModelVersion();
    this.layers = manifest.getLayers();
    this.costs = costs;
    Integer fixed = usual.fixed();
    this.own = Math.min(fixed == null ? manifest.getExitRule().getPatience() : fixed, layers);
    this.autoscaler = autoscaler(manifest, before);
    obey(null);
  }

  private @Nullable Autoscaler autoscaler(ModelManifest manifest, @Nullable ModelPace before) {
    if (manifest.getQualityProfile().isEmpty()) {
      return null;
    }
    try {
      return new Autoscaler(
          usual.limits(),
          manifest.getQualityProfile(),
          layers,
          costs,
          usual.batchRows(),
          before == null ? null : before.autoscaler);
    } catch (IllegalArgumentException e) {
      if (usual.follows()) {
        throw e;
      }
      LOG.warn(
          "patience of {} cannot follow the load, should anybody ask for it: {}",
          name,
          e.getMessage());
      return null;
    }
  }

  /** What the model costs on its device. */
  public CostProfile costs() {
    return costs;
  }

  /** Whether the load decides. */
  public boolean followsLoad() {
    return following;
  }

  /** The patience while the load does not decide. */
  public int held() {
    return held;
  }

  /** Whether an order stands in place of the settings. */
  public boolean isOrdered() {
    return ordered;
  }

  /**
   * Goes by an order from now on. What cannot be done is logged, and the settings stand.
   *
   * @param order null to go by the settings again
   */
  public synchronized void obey(@Nullable PatienceOrder order) {
    if (order == null) {
      settle(false, usual.follows() && autoscaler != null ? null : own);
    } else if (order.pin() != null) {
      pin(order.pin());
    } else if (autoscaler == null) {
      LOG.warn(
          "{} cannot have {}: it has no quality profile to choose by, patience stays {}",
          name,
          order,
          own);
      settle(false, own);
    } else {
      follow(order);
    }
  }

  private void pin(int patience) {
    int within = Math.max(0, Math.min(patience, layers));
    if (within != patience) {
      LOG.warn(
          "{} has {} layers: in place of patience {} it gets {}", name, layers, patience, within);
    }
    settle(true, within);
  }

  private void follow(PatienceOrder order) {
    AutoscaleSettings limits = usual.limits();
    int least = order.least() == null ? limits.leastPatience() : order.least();
    int most = order.most() == null ? limits.mostPatience() : order.most();
    try {
      settle(true, null, least, most);
    } catch (IllegalArgumentException e) {
      LOG.warn("{} cannot have {}, the settings stand: {}", name, order, e.getMessage());
      obey(null);
    }
  }

  private void settle(boolean order, @Nullable Integer patience) {
    settle(order, patience, usual.limits().leastPatience(), usual.limits().mostPatience());
  }

  /** In an order that lets no batch begin outside of what was asked before and is asked now. */
  private void settle(boolean order, @Nullable Integer patience, int least, int most) {
    if (autoscaler != null && patience != null) {
      autoscaler.pin(patience);
    }
    if (autoscaler != null) {
      autoscaler.range(least, most);
    }
    ordered = order;
    held = patience == null ? own : patience;
    following = patience == null;
    if (autoscaler != null && patience == null) {
      autoscaler.pin(null);
    }
  }

  /** The model goes into service in place of another, at about the depth that the load allows. */
  public void takeOver(ModelPace before) {
    if (autoscaler != null && before.autoscaler != null) {
      autoscaler.takeOver(before.autoscaler);
    }
  }

  /**
   * Takes a reading of the lag and decides. For one thread.
   *
   * @param nanos now
   * @param waiting rows that wait in the batcher
   */
  public void look(long nanos, LagMonitor.Reading reading, int waiting) {
    if (autoscaler != null) {
      var unused = autoscaler.look(nanos, reading, waiting);
    }
  }

  /** What it does now and why; for any thread. */
  public PaceState state() {
    return autoscaler == null
        ? new PaceState(held, Motive.HELD, Autoscaler.HELD, List.of())
        : autoscaler.state();
  }

  @Override
  public int patience() {
    return autoscaler == null ? held : autoscaler.patience();
  }

  @Override
  public int overheadTokens() {
    return autoscaler == null
        ? costs.overheadTokens((layers + 1) / 2.0)
        : autoscaler.overheadTokens();
  }

  @Override
  public void ran(List<Row> rows, List<Classification> answers, long nanos) {
    if (autoscaler != null) {
      autoscaler.ran(rows, answers, nanos);
    }
  }

  /** What decides on patience, in words. */
  public String describe() {
    return following && autoscaler != null ? autoscaler.describe() : "patience " + held;
  }
}
