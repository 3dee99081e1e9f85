package io.github.fwknoptunnel.spa.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class SentenceNamesTest {
  @Test
  void namesAreSplitIntoWords() {
    assertEquals("A port opens once", SentenceNames.sentence("aPortOpensOnce"));
    assertEquals("All 20 openings", SentenceNames.sentence("all20Openings"));
    assertEquals("One", SentenceNames.sentence("one"));
  }

  /** Fails where the build does not name this generator. */
  @Test
  void thisIsTheGeneratorOfTheBuild(TestInfo test) {
    assertEquals("This is the generator of the build", test.getDisplayName());
  }
}
