package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options that exclude each other: where the command line has one of them, a variable for another
 * has nothing to say.
 *
 * @param ones none of these together with
 * @param others any of these
 */
record MutuallyExclusive(Set<OptionDescriptor> ones, Set<OptionDescriptor> others) {
  private static final List<MutuallyExclusive> ALL =
      List.of(
          new MutuallyExclusive(Set.of(Options.CMD), spa()),
          new MutuallyExclusive(
              Set.of(SpaOptions.KEY_FILE),
              Set.of(SpaOptions.KEY_COMMAND, KeyOptions.KEY_FD, KeyOptions.GET_KEY)),
          new MutuallyExclusive(
              Set.of(SpaOptions.KEY_COMMAND), Set.of(KeyOptions.KEY_FD, KeyOptions.GET_KEY)),
          new MutuallyExclusive(
              Set.of(SpaOptions.ALLOW_IP), Set.of(SpaOptions.SOURCE_IP, ResolveOptions.RESOLVE)),
          new MutuallyExclusive(Set.of(SpaOptions.SOURCE_IP), Set.of(ResolveOptions.RESOLVE)),
          new MutuallyExclusive(Set.of(SpaOptions.NAT_PORT), Set.of(SpaOptions.NAT_RAND_PORT)),
          new MutuallyExclusive(
              Set.of(SpaOptions.TIME_OFFSET_PLUS), Set.of(SpaOptions.TIME_OFFSET_MINUS)),
          new MutuallyExclusive(
              Set.of(Options.LOCAL_FORWARD),
              Set.of(Options.REMOTE_HOST, Options.REMOTE_PORT, Options.LOCAL_PORT)),
          new MutuallyExclusive(
              Set.of(SpaOptions.NO_RC_FILE),
              Set.of(SpaOptions.NAMED_CONFIG, SpaOptions.RC_FILE, SpaOptions.STANZA_LIST)));

  /** What asks for SPA packets, which a command of the user's replaces. */
  private static Set<OptionDescriptor> spa() {
    return SpaOptions.ALL.stream()
        .filter(option -> !option.equals(SpaOptions.NO_RC_FILE))
        .filter(option -> option.section() != OptionDescriptor.Section.IGNORED)
        .collect(Collectors.toSet());
  }

  /** What excludes {@code option}. */
  static Set<OptionDescriptor> of(OptionDescriptor option) {
    return ALL.stream()
        .filter(rivals -> rivals.ones.contains(option) || rivals.others.contains(option))
        .flatMap(rivals -> (rivals.ones.contains(option) ? rivals.others : rivals.ones).stream())
        .collect(Collectors.toSet());
  }
}
