package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Characters that web pages and word processors put in the place of those that were typed. */
final class Typography {
  private static final String DASH = "[\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d]";
  private static final Pattern DASHES =
      Pattern.compile(DASH + "+[A-Za-z][A-Za-z0-9-]*(=.*)?|" + DASH);
  private static final Pattern QUOTED =
      Pattern.compile("[\\u2018-\\u201f\\u00ab\\u2039].*[\\u2018-\\u201f\\u00bb\\u203a]");

  private static final Pattern INVISIBLE =
      Pattern.compile(".*[\\u00a0\\u1680\\u2000-\\u200d\\u202f\\u205f\\u2060\\u3000\\ufeff].*");

  private Typography() {}

  /** Refuses a word that should be an option, a value or a command. */
  static void check(String word) throws CliException {
    Optional<CliError> problem = problem(word);
    if (problem.isPresent()) {
      throw new CliException(problem.get());
    }
  }

  static Optional<CliError> problem(String word) {
    if (DASHES.matcher(word).matches()) {
      String plain = word.replaceFirst("^" + DASH + "+", "");
      String dashes = plain.split("=", 2)[0].length() > 1 ? "--" : "-";
      return usage(
          "'" + word + "' starts with a dash that is not a hyphen", "write " + dashes + plain);
    }
    if (QUOTED.matcher(word).matches()) {
      String plain = word.substring(1, word.length() - 1);
      return usage("'" + word + "' is in typographic quotes", "write '" + plain + "'");
    }
    boolean option = word.startsWith("-");
    if (option && INVISIBLE.matcher(word).matches()) {
      return usage(
          "'" + word + "' contains an invisible character",
          "retype the space: it may be a no-break space");
    }
    return Optional.empty();
  }

  private static Optional<CliError> usage(String error, String hint) {
    return Optional.of(CliError.usage(error, hint));
  }
}
