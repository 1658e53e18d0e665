package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/**
 * A service in one thread: what is decided is said in a {@link History}. It can be made to die at
 * any of the moments it passes, counted from 0.
 */
final class Desk implements Reports, Boundary {
  /** What a killed process does not catch. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final History history;
  final List<Progress> progress = new ArrayList<>();

  /** Moments passed so far. */
  final List<String> moments = new CopyOnWriteArrayList<>();

  private int dieAt = Integer.MAX_VALUE;

  Desk(History history) {
    this.history = history;
  }

  /** The next life ends at such a moment. */
  void dieAt(int moment) {
    moments.clear();
    dieAt = moment;
  }

  private void moment(String name) {
    moments.add(name);
    if (moments.size() > dieAt) {
      throw new Killed();
    }
  }

  @Override
  public void progress(OpenCommand open, Progress latest) {
    progress.add(latest);
  }

  @Override
  public OpenCommand say(OpenCommand open, BiFunction<Catalogue, OpenCommand, Decision> decide) {
    if (history.catalogue.ended(open.id())) {
      throw new StoppedException();
    }
    Decision decision = decide.apply(history.catalogue, history.open(open.id()));
    moment("before " + decision.announcements().size());
    history.say(decision);
    moment("after " + decision.announcements().size());
    return history.open(open.id());
  }

  @Override
  public void pass(Step step) {
    moment(step.name());
  }
}
