package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the threads that work on commands want said, until the control loop says it. */
final class Inbox implements Reports {

  /** Something to be said, and who waits for it. */
  record Asked(
      String id,
      BiFunction<Catalogue, OpenCommand, Decision> decide,
      CompletableFuture<OpenCommand> answer) {}

  /** The last that is known of a command's progress. */
  record Latest(OpenCommand open, Progress progress) {}

  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Map<String, Latest> progress = new ConcurrentHashMap<>();
  private volatile boolean shut = true;

  @Override
  public void progress(OpenCommand open, Progress latest) {
    progress.put(open.id(), new Latest(open, latest));
  }

  @Override
  public OpenCommand say(OpenCommand open, BiFunction<Catalogue, OpenCommand, Decision> decide) {
    Asked question = new Asked(open.id(), decide, new CompletableFuture<>());
    asked.add(question);
    if (shut) {
      stopAll();
    }
    try {
      return question.answer().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoppedException) {
        throw new StoppedException();
      }
      throw new IllegalStateException("cannot decide on command " + open.id(), e.getCause());
    }
  }

  /** From now on there is somebody to say things. */
  void open() {
    shut = false;
  }

  /** Nothing is said any more; who waits is stopped. */
  void shut() {
    shut = true;
    stopAll();
    progress.clear();
  }

  private void stopAll() {
    for (Asked next = asked.poll(); next != null; next = asked.poll()) {
      next.answer().completeExceptionally(new StoppedException());
    }
  }

  /** What is to be said next; stays until {@link #said()}. */
  @Nullable Asked next() {
    return asked.peek();
  }

  /** The next was said. */
  void said() {
    asked.poll();
  }

  /** Takes out the progress of all commands. */
  Map<String, Latest> takeProgress() {
    Map<String, Latest> taken = new ConcurrentHashMap<>();
    progress.forEach(
        (id, latest) -> {
          if (progress.remove(id, latest)) {
            taken.put(id, latest);
          }
        });
    return taken;
  }
}
