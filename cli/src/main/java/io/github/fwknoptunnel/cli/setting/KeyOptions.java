package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.spa.message.PortSpec;
import java.nio.file.Path;
import java.util.List;

/** Other ways to hand keys over than a key file, and the making of new ones. */
public final class KeyOptions {
  public static final Setting<Integer> KEY_FD =
      valued(
          Section.KEYS,
          "--key-fd",
          ValueType.DESCRIPTOR,
          "Read a key file from this open file descriptor; 0 is stdin.");
  public static final Setting<Path> GET_KEY =
      valued(
          Section.KEYS,
          "-G --get-key",
          ValueType.FILE,
          "Read the encryption key from the line 'SERVER: key' of this file.");
  public static final Setting<Path> GET_HMAC_KEY =
      valued(
          Section.KEYS,
          "--get-hmac-key",
          ValueType.FILE,
          "Read the HMAC key from the line 'SERVER: key' of this file.");
  public static final Setting<Boolean> STDIN =
      flag(
          Section.KEYS,
          "--stdin",
          "Read the encryption key as plain text from stdin; an optional second line is the HMAC key.");
  public static final Setting<Integer> FD =
      valued(
          Section.KEYS,
          "--fd",
          ValueType.DESCRIPTOR,
          "Read the encryption key as plain text from this open file descriptor; an optional second line is the HMAC key.");
  public static final Setting<Boolean> KEY_GEN =
      flag(Section.COMMAND, "-k --key-gen", "Create new keys, as the command keygen does.");
  public static final Setting<Boolean> SERVER =
      flag(Section.COMMAND, "--server", "Print the server's configuration for these keys.")
          .asCommon();
  public static final Setting<String> SERVER_SYSTEM =
      valued(
              Section.COMMAND,
              "--for",
              ValueType.word("debian12", "debian13", "ubuntu24.04", "nftables", "fwknop-go"),
              "Kind of server (default: debian13).")
          .asCommon();
  public static final Setting<List<PortSpec>> OPEN_PORTS =
      valued(
              Section.COMMAND,
              "-A --access",
              SpaTypes.PORTS,
              "Ports that the keys may open (default: tcp/22).")
          .asCommon();
  public static final Setting<Integer> ACCESS_TIMEOUT =
      valued(
              Section.COMMAND,
              "-f --fw-timeout",
              ValueType.number("SECONDS", 1, 65535),
              "Time that a port stays open (default: 30).")
          .asCommon();

  public static final List<Setting<?>> NEW_KEYS =
      List.of(Options.KEY_GEN_FILE, Options.KEY_LEN, Options.HMAC_KEY_LEN);

  /** Keys that come one by one. */
  public static final List<Setting<?>> ONE_BY_ONE = List.of(GET_KEY, GET_HMAC_KEY, STDIN, FD);

  /** What the fwknop client has, and a single packet with it. */
  public static final List<Setting<?>> ONE_PACKET =
      Options.join(
          ONE_BY_ONE,
          List.of(
              KEY_GEN,
              Options.KEY_GEN_FILE.asUncommon(),
              Options.KEY_LEN.asUncommon(),
              Options.HMAC_KEY_LEN.asUncommon()));

  private KeyOptions() {}
}
