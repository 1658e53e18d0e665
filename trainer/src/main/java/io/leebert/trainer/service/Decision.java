package io.leebert.trainer.service;

import java.util.List;
import java.util.Set;

/**
 * What is to be said in one transaction, and what is to end by it.
 *
 * @param announcements in their order; the last one is about a command. Empty: nothing to say
 * @param ends ids of commands whose work is to be stopped once this is said
 */
record Decision(List<Announcement> announcements, Set<String> ends) {
  /** Nothing to say: it was said before. */
  static final Decision NOTHING = new Decision(List.of(), Set.of());

  Decision {
    announcements = List.copyOf(announcements);
    ends = Set.copyOf(ends);
  }

  static Decision of(Announcement... announcements) {
    return new Decision(List.of(announcements), Set.of());
  }
}
