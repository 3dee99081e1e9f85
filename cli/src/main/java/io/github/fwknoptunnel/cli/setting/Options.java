package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every option but those of {@link SpaOptions}. Names with one dash are those of the program this
 * one succeeds.
 */
public final class Options {
  public static final Setting<Boolean> HELP =
      flag(Section.GENERAL, "-h -help --help", "Show the common options and exit.");
  public static final Setting<Boolean> HELP_ALL =
      flag(Section.GENERAL, "--help-all", "Show all options and the exit statuses, and exit.");
  public static final Setting<Boolean> VERSION =
      flag(Section.GENERAL, "-V -version --version", "Show the version and exit.");
  public static final Setting<Boolean> VERBOSE =
      flag(
              Section.GENERAL,
              "-v -verbose --verbose",
              "Log every step; knock shows the packet's fields.")
          .asCommon();
  public static final Setting<Boolean> DEBUG =
      flag(Section.GENERAL, "--debug", "Show stack traces of unexpected failures.");
  public static final Setting<String> LOG_FORMAT =
      valued(
          Section.GENERAL,
          "--log-format",
          ValueType.word("text", "json"),
          "Format of log lines (default: text).");

  public static final Setting<String> BIND_ADDRESS =
      valued(
              Section.TUNNEL,
              "-bind-address --bind-address",
              ValueType.text("ADDRESS", new ValueKind.Host()),
              "Address to listen on.")
          .withDefault("127.0.0.1")
          .titled("bind address");
  public static final Setting<Integer> LOCAL_PORT =
      valued(
              Section.TUNNEL,
              "-local-port --local-port",
              ValueType.ANY_PORT,
              "Port to listen on, 0 for any.")
          .withDefault("6000")
          .titled("local port")
          .asCommon();
  public static final Setting<String> REMOTE_HOST =
      valued(
              Section.TUNNEL,
              "-remote-host --remote-host",
              ValueType.HOST,
              "Host to connect to, or hosts separated by commas.")
          .titled("remote host")
          .asCommon();
  public static final Setting<Integer> REMOTE_PORT =
      valued(Section.TUNNEL, "-remote-port --remote-port", ValueType.PORT, "Port to connect to.")
          .titled("remote port")
          .asCommon();
  public static final Setting<Mode> MODE =
      valued(
              Section.TUNNEL,
              "-mode --mode",
              ValueType.word(Mode.values()),
              "Any number of concurrent connections, or one at a time.")
          .withDefault("multi")
          .titled("mode");
  public static final Setting<String> LOCAL_FORWARD =
      valued(
              Section.TUNNEL,
              "-L --local-forward",
              ValueType.text("[BIND:]PORT:HOST:HOSTPORT[,stanza=NAME]"),
              "Forward a local port, as ssh -L does.")
          .repeatable()
          .asCommon();
  public static final Setting<Boolean> EXIT_ON_FORWARD_FAILURE =
      flag(
          Section.TUNNEL,
          "--exit-on-forward-failure",
          "Exit if any -L forward cannot be set up (default: keep the others).");
  public static final Setting<Path> READY_FILE =
      valued(
              Section.TUNNEL,
              "--ready-file",
              ValueType.FILE,
              "Write the local addresses to this file when they accept connections; remove it at exit.")
          .titled("ready file");
  public static final Setting<Duration> DRAIN_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--drain-timeout",
              ValueType.DURATION,
              "Time that open connections have to finish after SIGTERM.")
          .withDefault("10s")
          .titled("drain timeout");

  public static final Setting<Family> FAMILY =
      valued(
              Section.KNOCKING,
              "-4 -6 --family",
              TunnelTypes.FAMILY,
              "IP version of the packet and the connection; fwknopd supports IPv4 only"
                  + " (default: 4; without a knock: any).")
          .titled("family");

  public static final Setting<String> CMD =
      valued(
              Section.KNOCKING,
              "-cmd --cmd",
              ValueType.COMMAND,
              "Run this before each connection; send no packet.")
          .titled("cmd")
          .asCommon();
  public static final Setting<Duration> CMD_TIMEOUT =
      valued(
              Section.KNOCKING,
              "--cmd-timeout",
              ValueType.POSITIVE_DURATION,
              "Maximum run time of the -cmd command.")
          .withDefault("30s")
          .titled("cmd timeout");
  public static final Setting<Duration> DELAY =
      valued(
              Section.KNOCKING,
              "-delay --delay",
              ValueType.milliseconds(3_600_000),
              "Wait this long after a knock before connecting (default: no wait).")
          .titled("delay");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      valued(
              Section.KNOCKING,
              "--connect-timeout",
              ValueType.POSITIVE_DURATION,
              "Maximum time to connect, after the knock if there is one.")
          .withDefault("10s")
          .titled("connect timeout");
  public static final Setting<KnockPolicy> KNOCK =
      valued(
              Section.KNOCKING,
              "--knock",
              ValueType.word(KnockPolicy.values()),
              "Knock for each connection, or once for concurrent connections (default: shared; with -cmd: each).")
          .titled("knock");
  public static final Setting<Duration> ACCESS_WINDOW =
      valued(
              Section.KNOCKING,
              "--access-window",
              ValueType.DURATION,
              "Time that the port is assumed to stay open after a knock (default: 20s, or two thirds of -f).")
          .titled("access window");
  public static final Setting<Integer> MAX_PACKETS =
      valued(
              Section.KNOCKING,
              "--max-packets",
              ValueType.number("N", 1, SpaKnocker.MAX_KNOCKS),
              "Maximum number of packets until the port opens.")
          .withDefault("3")
          .titled("max packets");

  public static final Setting<Integer> MAX_KNOCKS_PER_MINUTE =
      valued(
              Section.KNOCKING,
              "--max-knocks-per-minute",
              ValueType.number("N", 1, 6000),
              "Maximum number of SPA packets in any 60 seconds; further connections wait.")
          .withDefault("60")
          .titled("max knocks");

  public static final Setting<Duration> WAIT =
      valued(
              Section.COMMAND,
              "--wait",
              ValueType.POSITIVE_DURATION,
              "Wait until the port is open, at most TIME (10s).")
          .withImplicitValue("10s")
          .asCommon();

  public static final Setting<Optional<Duration>> KEEP =
      valued(
              Section.COMMAND,
              "--keep",
              TunnelTypes.INTERVAL,
              "Send a new packet every TIME (two thirds of -f, or 20s) until a signal."
                  + " With --wait, fail if the port stays closed.")
          .withImplicitValue("auto")
          .asCommon();

  public static final Setting<Boolean> QUIET =
      flag(Section.COMMAND, "-q --quiet", "Print nothing on success.");
  public static final Setting<Boolean> JSON =
      flag(Section.COMMAND, "--json", "Print one JSON object instead of text.").asCommon();
  public static final Setting<Duration> MAX_AGE =
      valued(
              Section.COMMAND,
              "--max-age",
              ValueType.DURATION,
              "Refuse a packet whose timestamp differs from this machine's clock by more than TIME"
                  + " (default: no limit).")
          .asCommon();
  public static final Setting<Integer> KEY_LEN =
      valued(
          Section.COMMAND,
          "--key-len",
          ValueType.number("BYTES", 1, EncryptionKey.MAX_BYTES),
          "Length of the encryption key, 1 to 32 (default: 32).");
  public static final Setting<Integer> HMAC_KEY_LEN =
      valued(
          Section.COMMAND,
          "--hmac-key-len",
          ValueType.number("BYTES", 1, HmacKey.MAX_BYTES),
          "Length of the HMAC key, 1 to 128 (default: depends on the HMAC type).");
  public static final Setting<Path> KEY_GEN_FILE =
      valued(
              Section.COMMAND,
              "-K --key-gen-file",
              ValueType.FILE,
              "Write the keys to this new file, mode 0600.")
          .asCommon();

  public static final List<Setting<?>> GENERAL =
      List.of(VERBOSE, LOG_FORMAT, DEBUG, HELP, HELP_ALL, VERSION);

  public static final List<Setting<?>> REMOTE = List.of(REMOTE_HOST, REMOTE_PORT);

  /** What a tunnel has besides. */
  public static final List<Setting<?>> TUNNEL =
      List.of(
          LOCAL_PORT,
          BIND_ADDRESS,
          LOCAL_FORWARD,
          EXIT_ON_FORWARD_FAILURE,
          MODE,
          READY_FILE,
          DRAIN_TIMEOUT,
          FAMILY,
          CMD,
          CMD_TIMEOUT,
          DELAY,
          CONNECT_TIMEOUT,
          KNOCK,
          ACCESS_WINDOW,
          MAX_PACKETS);

  /** The options of knocking, for every command that connects. */
  public static final List<Setting<?>> CONNECTING =
      TUNNEL.stream().filter(option -> option.section() == Section.KNOCKING).toList();

  private Options() {}

  @SafeVarargs
  @SuppressWarnings("varargs") // The groups are only read.
  public static <T> List<T> join(List<T>... groups) {
    return Stream.of(groups).flatMap(List::stream).toList();
  }
}
