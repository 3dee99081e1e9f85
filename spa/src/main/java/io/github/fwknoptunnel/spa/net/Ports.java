package io.github.fwknoptunnel.spa.net;

import java.util.random.RandomGenerator;

/** Port numbers, 1 to 65535. */
public final class Ports {
  public static final int MAX = 65535;
  private static final int LOWEST_RANDOM = 10000;

  private Ports() {}

  public static boolean inRange(int port) {
    return port >= 1 && port <= MAX;
  }

  /** From 10000 to 65534, as the reference client chooses them. */
  public static int random(RandomGenerator random) {
    return random.nextInt(LOWEST_RANDOM, MAX);
  }
}
