package io.github.fwknoptunnel.compat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** Deals values in random order, each of them once before any comes again: none can be missed. */
final class ShuffledValues<T> {
  private final List<T> values;
  private final RandomGenerator random;
  private final Deque<T> rest = new ArrayDeque<>();

  ShuffledValues(List<T> values, RandomGenerator random) {
    this.values = List.copyOf(values);
    this.random = random;
  }

  T deal() {
    if (rest.isEmpty()) {
      List<T> shuffled = new ArrayList<>(values);
      Collections.shuffle(shuffled, random);
      rest.addAll(shuffled);
    }
    return rest.remove();
  }
}
