package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every option but those of {@link SpaOptions}. Names with one dash are those of the program this
 * one succeeds.
 */
public final class Options {
  public static final OptionDescriptor HELP =
      flag(Section.GENERAL, "-h -help --help", "Show this help and exit.");
  public static final OptionDescriptor VERSION =
      flag(Section.GENERAL, "-V -version --version", "Show the version and exit.");
  public static final OptionDescriptor VERBOSE =
      flag(
          Section.GENERAL,
          "-v -verbose --verbose",
          "Log every step; knock shows the packet's fields.");
  public static final OptionDescriptor DEBUG =
      flag(Section.GENERAL, "--debug", "Show stack traces of unexpected failures.");
  public static final OptionDescriptor LOG_FORMAT =
      valued(Section.GENERAL, "--log-format", "text|json", "How log lines look (default: text).");

  public static final OptionDescriptor BIND_ADDRESS =
      valued(Section.TUNNEL, "-bind-address --bind-address", "ADDRESS", "Address to listen on.")
          .withDefault("127.0.0.1")
          .titled("bind address");
  public static final OptionDescriptor LOCAL_PORT =
      valued(
              Section.TUNNEL,
              "-local-port --local-port",
              "PORT",
              "Port to listen on, 0 for any free one.")
          .withDefault("6000")
          .titled("local port");
  public static final OptionDescriptor REMOTE_HOST =
      valued(Section.TUNNEL, "-remote-host --remote-host", "HOST", "Where to connect to.")
          .titled("remote host");
  public static final OptionDescriptor REMOTE_PORT =
      valued(Section.TUNNEL, "-remote-port --remote-port", "PORT", "Port to connect to.")
          .titled("remote port");
  public static final OptionDescriptor MODE =
      valued(
              Section.TUNNEL,
              "-mode --mode",
              "multi|single",
              "Any number of connections, or one at a time.")
          .withDefault("multi")
          .titled("mode");
  public static final OptionDescriptor LOCAL_FORWARD =
      valued(
              Section.TUNNEL,
              "-L --local-forward",
              "[BIND:]PORT:HOST:HOSTPORT[,stanza=NAME]",
              "A tunnel, as with ssh. Each -L is one more, with a stanza of its own or the common one.")
          .repeatable();
  public static final OptionDescriptor EXIT_ON_FORWARD_FAILURE =
      flag(
          Section.TUNNEL,
          "--exit-on-forward-failure",
          "End if one -L cannot be had (default: the others run).");
  public static final OptionDescriptor READY_FILE =
      valued(
              Section.TUNNEL,
              "--ready-file",
              "FILE",
              "Write the local addresses into this file once they are listened on; it is removed at the end.")
          .titled("ready file");
  public static final OptionDescriptor DRAIN_TIMEOUT =
      valued(
              Section.TUNNEL,
              "--drain-timeout",
              "TIME",
              "How long connections may finish after SIGTERM.")
          .withDefault("10s")
          .titled("drain timeout");

  public static final OptionDescriptor CMD =
      valued(
              Section.BEHAVIOUR,
              "-cmd --cmd",
              "COMMAND",
              "Run this before each connection instead of sending a packet.")
          .titled("cmd");
  public static final OptionDescriptor CMD_TIMEOUT =
      valued(Section.BEHAVIOUR, "--cmd-timeout", "TIME", "How long the command may take.")
          .withDefault("30s")
          .titled("cmd timeout");
  public static final OptionDescriptor DELAY =
      valued(
              Section.BEHAVIOUR,
              "-delay --delay",
              "MILLISECONDS",
              "Wait this long after a knock before connecting (default: not at all).")
          .titled("delay");
  public static final OptionDescriptor CONNECT_TIMEOUT =
      valued(
              Section.BEHAVIOUR,
              "--connect-timeout",
              "TIME",
              "How long to try to connect after a knock.")
          .withDefault("10s")
          .titled("connect timeout");
  public static final OptionDescriptor KNOCK =
      valued(
              Section.BEHAVIOUR,
              "--knock",
              "each|shared",
              "Knock for each connection, or once for those that come together (default: shared, with -cmd: each).")
          .titled("knock");
  public static final OptionDescriptor ACCESS_WINDOW =
      valued(
              Section.BEHAVIOUR,
              "--access-window",
              "TIME",
              "How long an opened port is assumed to stay open (default: 20s, or two thirds of -f).")
          .titled("access window");
  public static final OptionDescriptor MAX_PACKETS =
      valued(
              Section.BEHAVIOUR,
              "--max-packets",
              "N",
              "Packets to send at most until the port opens.")
          .withDefault("3")
          .titled("max packets");

  public static final OptionDescriptor WAIT =
      valued(
              Section.COMMAND,
              "--wait",
              "TIME",
              "Return when the port is open; fail if it is not after this time (10s without one).")
          .withImplicitValue("10s");

  public static final OptionDescriptor KEEP =
      valued(
              Section.COMMAND,
              "--keep",
              "TIME",
              "Send a fresh packet every TIME until a signal (two thirds of -f, or 20s, without one)."
                  + " With --wait, fail if the port stays closed.")
          .withImplicitValue("auto");

  public static final OptionDescriptor QUIET =
      flag(Section.COMMAND, "-q --quiet", "Print nothing if all is well.");
  public static final OptionDescriptor JSON =
      flag(Section.COMMAND, "--json", "Print one JSON object instead of text.");
  public static final OptionDescriptor MAX_AGE =
      valued(
          Section.COMMAND,
          "--max-age",
          "TIME",
          "Refuse a packet whose time is further off than this (default: not looked at).");
  public static final OptionDescriptor KEY_LEN =
      valued(
          Section.COMMAND,
          "--key-len",
          "BYTES",
          "Length of the encryption key, 1 to 32 (default: 32).");
  public static final OptionDescriptor HMAC_KEY_LEN =
      valued(
          Section.COMMAND,
          "--hmac-key-len",
          "BYTES",
          "Length of the HMAC key, 1 to 128 (default: by the HMAC's type).");
  public static final OptionDescriptor KEY_GEN_FILE =
      valued(
          Section.COMMAND,
          "-K --key-gen-file",
          "FILE",
          "Write the keys into this new file, readable by you only.");

  public static final List<OptionDescriptor> GENERAL =
      List.of(HELP, VERSION, VERBOSE, DEBUG, LOG_FORMAT);

  public static final List<OptionDescriptor> REMOTE = List.of(REMOTE_HOST, REMOTE_PORT);

  /** What a tunnel has besides. */
  public static final List<OptionDescriptor> TUNNEL =
      List.of(
          BIND_ADDRESS,
          LOCAL_PORT,
          LOCAL_FORWARD,
          EXIT_ON_FORWARD_FAILURE,
          READY_FILE,
          MODE,
          DRAIN_TIMEOUT,
          CMD,
          CMD_TIMEOUT,
          DELAY,
          CONNECT_TIMEOUT,
          KNOCK,
          ACCESS_WINDOW,
          MAX_PACKETS);

  /** What matters before a connection, whoever makes it. */
  public static final List<OptionDescriptor> CONNECTING =
      TUNNEL.stream().filter(option -> option.section() == Section.BEHAVIOUR).toList();

  private Options() {}

  @SafeVarargs
  @SuppressWarnings("varargs") // The groups are only read.
  public static <T> List<T> join(List<T>... groups) {
    return Stream.of(groups).flatMap(List::stream).toList();
  }
}
