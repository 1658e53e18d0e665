package io.leebert.deploy.broker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * First code of every child process: ends the child when its parent is gone, however the parent
 * ended (a shutdown hook does not run when the parent is killed), then runs the program. Uses
 * nothing but the JDK.
 */
public final class ChildMain {

  private static final int PARENT_GONE = 143;
  private static final long LOOK_EVERY_NANOS = 200_000_000;

  private ChildMain() {}

  /** Arguments: the parent's process number, the program's main class, the program's arguments. */
  public static void main(String[] arguments) throws Throwable {
    long parent = Long.parseLong(arguments[0]);
    ProcessHandle handle =
        ProcessHandle.of(parent)
            .orElseThrow(
                () ->
                    new IllegalStateException("The parent process " + parent + " is gone already"));
    Thread watch = new Thread(() -> endWith(handle), "watch-parent");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(arguments[1]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Not by {@code onExit()}: it needs the common pool, which belongs to the program. */
  private static void endWith(ProcessHandle parent) {
    while (parent.isAlive()) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }
}
