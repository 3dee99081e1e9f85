package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a command line comes from, to read it again.
 *
 * @param options what the environment held
 * @param places file and line of options from option files
 */
record ArgumentSource(
    List<String> words,
    Map<String, String> environment,
    EnvironmentOptions options,
    Map<String, String> places) {
  private static final Pattern QUOTED = Pattern.compile("[^']*'(?<text>[^']+)'.*");

  ArgumentSource {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    places = Map.copyOf(places);
  }

  /** The same where messages call {@code more} by another name. */
  ArgumentSource renaming(Set<OptionDescriptor> more, String name) {
    return new ArgumentSource(words, environment, options.renaming(more, name), places);
  }

  /** Where an option of an option file stands whose value the problem quotes. */
  Optional<String> place(OptionDescriptor option, CliError problem) {
    Matcher quoted = QUOTED.matcher(problem.error());
    if (!quoted.matches()) {
      return Optional.empty();
    }
    return places.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(option.name() + "="))
        .filter(entry -> entry.getKey().contains(quoted.group("text")))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
