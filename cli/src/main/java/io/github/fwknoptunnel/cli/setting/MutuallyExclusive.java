package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.error.CliError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Options that exclude each other. Where the command line has one of them, a variable of the
 * environment for another has nothing to say; two from one source are an error.
 *
 * @param ones none of these together with
 * @param others any of these
 * @param agreeing the value of the one that allows the others; empty if none does
 * @param why the hint of the error, with {@code OTHER} for the other option; empty where the reader
 *     of the options has a rule which of them counts
 */
public record MutuallyExclusive(
    List<Setting<?>> ones, List<Setting<?>> others, String agreeing, String why) {
  /** Each of these has both keys. */
  public static final List<Setting<?>> BOTH_KEYS =
      List.of(SpaOptions.KEY_FILE, SpaOptions.KEY_COMMAND, KeyOptions.KEY_FD);

  /** The options of SPA packets, which {@code -cmd} replaces. */
  public static final List<Setting<?>> SPA =
      Stream.concat(SpaOptions.ALL.stream(), KeyOptions.ONE_BY_ONE.stream())
          .filter(option -> !option.equals(SpaOptions.NO_RC_FILE))
          .filter(option -> option.section() != Setting.Section.IGNORED)
          .toList();

  private static final String ONE_PLACE = "use one of them: each has both keys";
  private static final String ONE_KEY = "use one of them: each has the encryption key";

  private static final List<MutuallyExclusive> ALL =
      List.of(
          of(SPA, Options.CMD, "use either -cmd or SPA options"),
          of(List.of(SpaOptions.KEY_COMMAND, KeyOptions.KEY_FD), SpaOptions.KEY_FILE, ONE_PLACE),
          of(List.of(KeyOptions.KEY_FD), SpaOptions.KEY_COMMAND, ONE_PLACE),
          new MutuallyExclusive(
              BOTH_KEYS, KeyOptions.ONE_BY_ONE, "", "omit OTHER: the other option has both keys"),
          of(List.of(KeyOptions.STDIN, KeyOptions.FD), KeyOptions.GET_KEY, ONE_KEY),
          of(List.of(KeyOptions.FD), KeyOptions.STDIN, ONE_KEY),
          of(
              List.of(Options.REMOTE_HOST, Options.REMOTE_PORT, Options.LOCAL_PORT),
              Options.LOCAL_FORWARD,
              "omit OTHER: each -L names both ends"),
          of(
              List.of(Options.LOCAL_PORT, Options.BIND_ADDRESS, Options.LOCAL_FORWARD),
              ListenOptions.UNIX_SOCKET,
              "use one of them"),
          of(
              List.of(Options.LOCAL_PORT, ListenOptions.UNIX_SOCKET),
              ProxyOptions.SOCKS,
              "omit OTHER: --socks names the port or the Unix-domain socket"),
          of(
              List.of(Options.REMOTE_HOST, Options.REMOTE_PORT),
              ProxyOptions.SOCKS,
              "omit OTHER: clients of --socks name their targets"),
          of(
              List.of(Options.CMD),
              ProxyOptions.SOCKS,
              "omit OTHER: routes name the knock (stanza:NAME or spa)"),
          of(
              List.of(SpaOptions.TEST),
              Options.WAIT,
              "omit OTHER: a packet that is not sent opens nothing"),
          of(
              List.of(SpaOptions.TEST),
              Options.KEEP,
              "omit OTHER: a packet that is not sent opens nothing"),
          of(
              List.of(StanzaOptions.SAVE, SpaOptions.TEST, Options.WAIT, Options.KEEP),
              KeyOptions.KEY_GEN,
              "run 'fwknop-tunnel keygen --key-gen-file FILE', then 'fwknop-tunnel knock --key-file"
                  + " FILE OTHER …'"),
          // Of these pairs one counts, wherever both are from.
          of(List.of(SpaOptions.SOURCE_IP, ResolveOptions.RESOLVE), SpaOptions.ALLOW_IP, ""),
          of(List.of(ResolveOptions.RESOLVE), SpaOptions.SOURCE_IP, ""),
          of(List.of(SpaOptions.NAT_RAND_PORT), SpaOptions.NAT_PORT, ""),
          of(List.of(SpaOptions.TIME_OFFSET_MINUS), SpaOptions.TIME_OFFSET_PLUS, ""),
          // The errors of these name the value.
          of(
              List.of(SpaOptions.NAMED_CONFIG, SpaOptions.RC_FILE, SpaOptions.STANZA_LIST),
              SpaOptions.NO_RC_FILE,
              ""),
          new MutuallyExclusive(
              List.of(SpaOptions.SERVER_PROTO), List.of(SpaOptions.HTTP_PROXY), "http", ""),
          new MutuallyExclusive(
              List.of(SpaOptions.SERVER_PROTO), List.of(SpaOptions.SOURCE_PORT), "udp", ""));

  private static MutuallyExclusive of(List<Setting<?>> others, Setting<?> one, String why) {
    return new MutuallyExclusive(List.of(one), others, "", why);
  }

  /** Every rule. */
  static List<MutuallyExclusive> all() {
    return ALL;
  }

  /**
   * Whether a variable for {@code option} has nothing to say.
   *
   * @param line what the command line has, with the values
   */
  public static boolean yields(Setting<?> option, String value, Map<Setting<?>, String> line) {
    return ALL.stream()
        .anyMatch(rule ->
            (rule.ones.contains(option) && !rule.agrees(value) && hasAny(line, rule.others))
                || (rule.others.contains(option)
                    && rule.ones.stream()
                        .anyMatch(one -> line.containsKey(one) && !rule.agrees(line.get(one)))));
  }

  private boolean agrees(String value) {
    return !agreeing.isEmpty() && agreeing.equalsIgnoreCase(value);
  }

  private static boolean hasAny(Map<Setting<?>, String> line, List<Setting<?>> options) {
    return options.stream().anyMatch(line::containsKey);
  }

  /** What is wrong if {@code one} is given together with an option that it excludes. */
  public static Optional<CliError> conflict(Setting<?> one, Predicate<Setting<?>> given) {
    return ALL.stream()
        .filter(rule -> !rule.why.isEmpty() && rule.ones.contains(one) && given.test(one))
        .flatMap(rule ->
            rule.others.stream()
                .filter(given)
                .map(other ->
                    CliError.usage(
                        one + " and " + other + " exclude each other",
                        rule.why.replace("OTHER", other.toString()))))
        .findFirst();
  }
}
