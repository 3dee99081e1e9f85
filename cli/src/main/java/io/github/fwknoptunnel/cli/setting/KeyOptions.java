package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import java.util.List;

/** Other ways to hand keys over than a key file, and the making of new ones. */
public final class KeyOptions {
  public static final OptionDescriptor KEY_FD =
      valued(
          Section.KEYS,
          "--key-fd",
          "N",
          "Read a key file from this open file descriptor; 0 is stdin.");
  public static final OptionDescriptor GET_KEY =
      valued(
          Section.KEYS,
          "-G --get-key",
          "FILE",
          "Read the encryption key from the line 'SERVER: key' of this file.");
  public static final OptionDescriptor GET_HMAC_KEY =
      valued(
          Section.KEYS,
          "--get-hmac-key",
          "FILE",
          "Read the HMAC key from the line 'SERVER: key' of this file.");
  public static final OptionDescriptor STDIN =
      flag(
          Section.KEYS,
          "--stdin",
          "Read the encryption key as plain text from stdin; an optional second line is the HMAC key.");
  public static final OptionDescriptor FD =
      valued(
          Section.KEYS,
          "--fd",
          "N",
          "Read the encryption key as plain text from this open file descriptor; an optional second line is the HMAC key.");
  public static final OptionDescriptor KEY_GEN =
      flag(Section.COMMAND, "-k --key-gen", "Create new keys, as the command keygen does.");
  public static final OptionDescriptor SERVER =
      flag(Section.COMMAND, "--server", "Print the server's configuration for these keys.")
          .asCommon();
  public static final OptionDescriptor SERVER_SYSTEM =
      valued(
              Section.COMMAND,
              "--for",
              "debian12|debian13|ubuntu24.04|nftables|fwknop-go",
              "Kind of server (default: debian13).")
          .asCommon();
  public static final OptionDescriptor OPEN_PORTS =
      valued(
              Section.COMMAND,
              "-A --access",
              "PROTO/PORT,…",
              "Ports that the keys may open (default: tcp/22).")
          .asCommon();
  public static final OptionDescriptor OPEN_FOR =
      valued(
              Section.COMMAND,
              "-f --fw-timeout",
              "SECONDS",
              "Time that a port stays open (default: 30).")
          .asCommon();

  public static final List<OptionDescriptor> NEW_KEYS =
      List.of(Options.KEY_GEN_FILE, Options.KEY_LEN, Options.HMAC_KEY_LEN);

  /** Keys that come one by one. */
  public static final List<OptionDescriptor> ONE_BY_ONE = List.of(GET_KEY, GET_HMAC_KEY, STDIN, FD);

  /** What the fwknop client has, and a single packet with it. */
  public static final List<OptionDescriptor> ONE_PACKET =
      Options.join(
          ONE_BY_ONE,
          List.of(KEY_GEN),
          NEW_KEYS.stream().map(OptionDescriptor::asUncommon).toList());

  private KeyOptions() {}
}
