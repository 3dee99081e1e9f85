package io.github.fwknoptunnel.cli.messages;

import java.lang.reflect.Constructor;
import java.util.Arrays;

/** Makes exceptions that only the libraries can make, one for each of their reasons. */
final class LibraryFailures {
  private LibraryFailures() {}

  /** Calls the constructor, private or not, that takes as many arguments. */
  static <E extends Exception> E make(Class<E> type, Object... arguments) {
    try {
      Constructor<?> constructor =
          Arrays.stream(type.getDeclaredConstructors())
              .filter(candidate -> candidate.getParameterCount() == arguments.length)
              .findFirst()
              .orElseThrow();
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance(arguments));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " has another constructor now", e);
    }
  }
}
