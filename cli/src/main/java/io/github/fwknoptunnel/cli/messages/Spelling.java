package io.github.fwknoptunnel.cli.messages;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a misspelt name was most likely meant to be. */
public final class Spelling {
  /** More changes than this and a suggestion is a guess; so are more than half of the letters. */
  private static final int MAX_EDITS = 2;

  private Spelling() {}

  /** The nearest of the names that is near enough. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> edits(word, candidate) <= mostEdits(candidate))
        .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
  }

  private static int mostEdits(String candidate) {
    return Math.min(MAX_EDITS, letters(candidate).length() / 2);
  }

  private static String letters(String name) {
    return name.replaceFirst("^-+", "");
  }

  /** Levenshtein distance; leading dashes do not count. */
  private static int edits(String left, String right) {
    String a = letters(left);
    String b = letters(right);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
