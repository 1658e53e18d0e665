package io.leebert.trainer.service;

/** How a service stands. */
public enum ServiceState {
  /** It is not a member of its group yet. */
  JOINING,

  /** Another service of the group works; this one waits for its turn. */
  WAITING,

  /** It works on the commands. */
  IN_CHARGE,

  /** It is its turn, but broker or registry is away, and it tries again. */
  TROUBLED
}
