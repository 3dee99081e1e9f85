package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.NatAccess;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.transport.HttpProxy;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The options that make a packet, by the names that the fwknop client gives them. */
public final class SpaOptions {
  public static final Setting<String> NAMED_CONFIG =
      valued(
              Section.KEYS,
              "-n --named-config",
              ValueType.text("STANZA", new ValueKind.Stanza()),
              "Use this stanza of the rc file.")
          .titled("stanza")
          .asCommon();
  public static final Setting<Path> RC_FILE =
      valued(
          Section.KEYS, "--rc-file", ValueType.FILE, "Path of the rc file (default: ~/.fwknoprc).");
  public static final Setting<Boolean> NO_RC_FILE =
      flag(Section.KEYS, "--no-rc-file", "Read no rc file.");
  public static final Setting<String> KEY_COMMAND =
      valued(
          Section.KEYS,
          "--key-command",
          ValueType.COMMAND,
          "Run this command and read its output as a key file.");
  public static final Setting<Path> KEY_FILE =
      valued(
              Section.KEYS,
              "--key-file",
              ValueType.FILE,
              "Key file from keygen or 'fwknop --key-gen-file'.")
          .asCommon();
  public static final Setting<Boolean> INSECURE_KEY_FILE =
      flag(
          Section.KEYS,
          "--insecure-key-file",
          "Accept a key file or rc file that others can read.");
  public static final Setting<HashAlgorithm> DIGEST_TYPE =
      valued(Section.KEYS, "-m --digest-type", SpaTypes.HASH, "Digest type of the packet.")
          .withDefault("sha256")
          .titled("digest")
          .in(RcVariable.DIGEST_TYPE);
  public static final Setting<EncryptionMode> ENCRYPTION_MODE =
      valued(
              Section.KEYS,
              "-M --encryption-mode",
              SpaTypes.MODE,
              "AES mode (default: cbc), or asymmetric for GPG keys.")
          .titled("encryption mode")
          .in(RcVariable.ENCRYPTION_MODE);
  public static final Setting<HashAlgorithm> HMAC_DIGEST_TYPE =
      valued(Section.KEYS, "--hmac-digest-type", SpaTypes.HASH, "HMAC type of the packet.")
          .withDefault("sha256")
          .titled("HMAC digest")
          .in(RcVariable.HMAC_DIGEST_TYPE);
  public static final Setting<String> DESTINATION =
      valued(
              Section.SPA_PACKET,
              "-D --destination",
              ValueType.HOST,
              "SPA server (default: the remote host).")
          .titled("SPA server")
          .in(RcVariable.SPA_SERVER)
          .asCommon();
  public static final Setting<Integer> SERVER_PORT =
      valued(Section.SPA_PACKET, "-p --server-port", ValueType.PORT, "Port of the SPA server.")
          .withDefault("62201")
          .titled("SPA port")
          .in(RcVariable.SPA_SERVER_PORT);
  public static final Setting<List<PortSpec>> ACCESS =
      valued(
              Section.SPA_PACKET,
              "-A --access",
              SpaTypes.PORTS,
              "Ports to open (default: tcp and the remote port).")
          .titled("access")
          .in(RcVariable.ACCESS)
          .asCommon();
  public static final Setting<String> ALLOW_IP =
      valued(
          Section.SPA_PACKET,
          "-a --allow-ip",
          ValueType.text("ADDRESS", new ValueKind.Host()),
          "IPv4 address to allow, or with -6 an IPv6 address; takes precedence over -s and -R.");
  public static final Setting<Boolean> SOURCE_IP =
      flag(
          Section.SPA_PACKET,
          "-s --source-ip",
          "Allow the packet's source address as the server sees it (the default); takes precedence over -R.");
  public static final Setting<Duration> FW_TIMEOUT =
      valued(
              Section.SPA_PACKET,
              "-f --fw-timeout",
              ValueType.seconds(65536),
              "Time that the server keeps the port open (default: set by the server).")
          .titled("access timeout")
          .in(RcVariable.FW_TIMEOUT);
  public static final Setting<Username> SPOOF_USER =
      valued(Section.SPA_PACKET, "-U --spoof-user", SpaTypes.USERNAME, "User name in the packet.")
          .titled("user name")
          .in(RcVariable.SPOOF_USER);
  public static final Setting<Duration> TIME_OFFSET_PLUS =
      valued(
          Section.SPA_PACKET,
          "--time-offset-plus",
          SpaTypes.OFFSET,
          "Add this to the packet's timestamp, for a server whose clock is ahead: 60, 5min, 2h, 1d.");
  public static final Setting<Duration> TIME_OFFSET_MINUS =
      valued(
          Section.SPA_PACKET,
          "--time-offset-minus",
          SpaTypes.OFFSET,
          "Subtract this from the packet's timestamp.");
  public static final Setting<ServerProtocol> SERVER_PROTO =
      valued(Section.SPA_PACKET, "-P --server-proto", SpaTypes.PROTOCOL, "Transport of the packet.")
          .withDefault("udp")
          .titled("protocol")
          .in(RcVariable.SPA_SERVER_PROTO);
  public static final Setting<HttpProxy> HTTP_PROXY =
      valued(
              Section.SPA_PACKET,
              "-H --http-proxy",
              SpaTypes.PROXY,
              "Send the packet over HTTP through this proxy.")
          .titled("HTTP proxy");
  public static final Setting<UserAgent> USER_AGENT =
      valued(
              Section.SPA_PACKET,
              "-u --user-agent",
              SpaTypes.USER_AGENT,
              "User agent of the HTTP request; by default, fwknopd requires one that starts with Fwknop.")
          .titled("user agent")
          .inText(RcVariable.HTTP_USER_AGENT);
  public static final Setting<Integer> SOURCE_PORT =
      valued(
              Section.SPA_PACKET,
              "-S --source-port",
              ValueType.ANY_PORT,
              "UDP source port (default: any).")
          .titled("source port")
          .in(RcVariable.SPA_SOURCE_PORT);
  public static final Setting<Boolean> RAND_PORT =
      flag(
              Section.SPA_PACKET,
              "-r --rand-port",
              "Send to a random port, for servers that capture packets to all ports.")
          .titled("random port")
          .in(RcVariable.RAND_PORT);
  public static final Setting<NatAccess> NAT_ACCESS =
      valued(
              Section.SPA_PACKET,
              "-N --nat-access",
              SpaTypes.NAT_ACCESS,
              "Have the server forward the opened port to this host behind it.")
          .titled("NAT access")
          .in(RcVariable.NAT_ACCESS);
  public static final Setting<Boolean> NAT_LOCAL =
      flag(
              Section.SPA_PACKET,
              "--nat-local",
              "Have the server forward the opened port to a port of its own.")
          .titled("NAT local")
          .in(RcVariable.NAT_LOCAL);
  public static final Setting<Integer> NAT_PORT =
      valued(
              Section.SPA_PACKET,
              "--nat-port",
              ValueType.ANY_PORT,
              "Open and connect to this port instead of the remote port; with -N or --nat-local, the server forwards it.")
          .titled("NAT port")
          .in(RcVariable.NAT_PORT);
  public static final Setting<Boolean> NAT_RAND_PORT =
      flag(
              Section.SPA_PACKET,
              "--nat-rand-port",
              "Open and connect to a random port instead of the remote port; with -N or --nat-local, the server forwards it.")
          .titled("NAT random port")
          .in(RcVariable.NAT_RAND_PORT);
  public static final Setting<String> SERVER_CMD =
      valued(
          Section.COMMAND,
          "-C --server-cmd",
          ValueType.COMMAND,
          "Ask the server to run this command.");
  public static final Setting<Path> SAVE_PACKET =
      valued(Section.COMMAND, "-B --save-packet", ValueType.FILE, "Write the packet to this file.");
  public static final Setting<Path> SAVE_PACKET_APPEND =
      valued(
          Section.COMMAND,
          "-b --save-packet-append",
          ValueType.FILE,
          "Append the packet to this file.");
  public static final Setting<Boolean> STANZA_LIST =
      flag(Section.COMMAND, "--stanza-list", "List the stanzas of the rc file.");
  public static final Setting<Boolean> USE_HMAC =
      flag(
          Section.KEYS, "--use-hmac", "Require an HMAC; prompt for the HMAC key if it is missing.");
  public static final Setting<Boolean> NO_SAVE_ARGS =
      flag(Section.IGNORED, "--no-save-args", "Command lines are never saved.");
  public static final Setting<Boolean> SERVER_RESOLVE_IPV4 =
      flag(
          Section.IGNORED,
          "--server-resolve-ipv4",
          "SPA servers are resolved to IPv4 addresses, except with -6.");
  public static final Setting<Boolean> TEST =
      flag(Section.COMMAND, "-T --test", "Print the packet; send nothing.").asCommon();

  /** What makes a packet, for every command that sends one. */
  public static final List<Setting<?>> ALL =
      Options.join(
          List.of(DESTINATION, SERVER_PORT, SERVER_PROTO, ACCESS, FW_TIMEOUT, ALLOW_IP, SOURCE_IP),
          ResolveOptions.ALL,
          List.of(
              ResolveOptions.MAX_AGE,
              NAT_ACCESS,
              NAT_LOCAL,
              NAT_PORT,
              NAT_RAND_PORT,
              HTTP_PROXY,
              USER_AGENT,
              SOURCE_PORT,
              RAND_PORT,
              SPOOF_USER,
              TIME_OFFSET_PLUS,
              TIME_OFFSET_MINUS,
              KEY_FILE,
              NAMED_CONFIG,
              RC_FILE,
              NO_RC_FILE,
              INSECURE_KEY_FILE,
              KEY_COMMAND,
              KeyOptions.KEY_FD,
              ENCRYPTION_MODE,
              DIGEST_TYPE,
              HMAC_DIGEST_TYPE,
              USE_HMAC,
              NO_SAVE_ARGS,
              SERVER_RESOLVE_IPV4),
          GpgOptions.ALL);

  /** What only a single packet has. */
  public static final List<Setting<?>> ONE_PACKET =
      List.of(TEST, SERVER_CMD, SAVE_PACKET, SAVE_PACKET_APPEND, STANZA_LIST);

  private SpaOptions() {}
}
