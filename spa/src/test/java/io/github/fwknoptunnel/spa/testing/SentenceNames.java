package io.github.fwknoptunnel.spa.testing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Prints the names of test methods as sentences: {@code aPortOpensOnce} is "A port opens once". The
 * generator of all modules, set in the parent's pom.xml.
 */
public final class SentenceNames extends DisplayNameGenerator.Standard {
  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> test, Method method) {
    return sentence(method.getName());
  }

  static String sentence(String name) {
    String words =
        name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])", " ")
            .toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
