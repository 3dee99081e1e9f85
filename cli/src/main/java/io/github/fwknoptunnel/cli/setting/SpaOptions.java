package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;

/** The options that make a packet, by the names that the fwknop client gives them. */
public final class SpaOptions {
  public static final OptionDescriptor NAMED_CONFIG =
      valued(Section.KEYS, "-n --named-config", "STANZA", "Use this stanza of the rc file.")
          .titled("stanza")
          .asCommon();
  public static final OptionDescriptor RC_FILE =
      valued(Section.KEYS, "--rc-file", "FILE", "Path of the rc file (default: ~/.fwknoprc).");
  public static final OptionDescriptor NO_RC_FILE =
      flag(Section.KEYS, "--no-rc-file", "Read no rc file.");
  public static final OptionDescriptor KEY_COMMAND =
      valued(
          Section.KEYS,
          "--key-command",
          "COMMAND",
          "Run this command and read its output as a key file.");
  public static final OptionDescriptor KEY_FILE =
      valued(Section.KEYS, "--key-file", "FILE", "Key file from keygen or 'fwknop --key-gen-file'.")
          .asCommon();
  public static final OptionDescriptor INSECURE_KEY_FILE =
      flag(
          Section.KEYS,
          "--insecure-key-file",
          "Accept a key file or rc file that others can read.");
  public static final OptionDescriptor DIGEST_TYPE =
      valued(Section.KEYS, "-m --digest-type", "HASH", "Digest type of the packet.")
          .withDefault("sha256")
          .titled("digest")
          .in(RcVariable.DIGEST_TYPE);
  public static final OptionDescriptor ENCRYPTION_MODE =
      valued(
              Section.KEYS,
              "-M --encryption-mode",
              "MODE",
              "AES mode (default: cbc), or asymmetric for GPG keys.")
          .titled("encryption mode")
          .in(RcVariable.ENCRYPTION_MODE);
  public static final OptionDescriptor HMAC_DIGEST_TYPE =
      valued(Section.KEYS, "--hmac-digest-type", "HASH", "HMAC type of the packet.")
          .withDefault("sha256")
          .titled("HMAC digest")
          .in(RcVariable.HMAC_DIGEST_TYPE);
  public static final OptionDescriptor DESTINATION =
      valued(Section.KNOCK, "-D --destination", "HOST", "SPA server (default: the remote host).")
          .titled("SPA server")
          .in(RcVariable.SPA_SERVER)
          .asCommon();
  public static final OptionDescriptor SERVER_PORT =
      valued(Section.KNOCK, "-p --server-port", "PORT", "Port of the SPA server.")
          .withDefault("62201")
          .titled("SPA port")
          .in(RcVariable.SPA_SERVER_PORT);
  public static final OptionDescriptor ACCESS =
      valued(
              Section.KNOCK,
              "-A --access",
              "PROTO/PORT,…",
              "Ports to open (default: tcp and the remote port).")
          .titled("access")
          .in(RcVariable.ACCESS)
          .asCommon();
  public static final OptionDescriptor ALLOW_IP =
      valued(
          Section.KNOCK,
          "-a --allow-ip",
          "ADDRESS",
          "IPv4 address to allow, or with -6 an IPv6 address; takes precedence over -s and -R.");
  public static final OptionDescriptor SOURCE_IP =
      flag(
          Section.KNOCK,
          "-s --source-ip",
          "Allow the packet's source address as the server sees it (the default); takes precedence over -R.");
  public static final OptionDescriptor FW_TIMEOUT =
      valued(
              Section.KNOCK,
              "-f --fw-timeout",
              "SECONDS",
              "Time that the server keeps the port open (default: set by the server).")
          .titled("open for")
          .in(RcVariable.FW_TIMEOUT);
  public static final OptionDescriptor SPOOF_USER =
      valued(Section.KNOCK, "-U --spoof-user", "NAME", "User name in the packet.")
          .titled("user name")
          .in(RcVariable.SPOOF_USER);
  public static final OptionDescriptor TIME_OFFSET_PLUS =
      valued(
          Section.KNOCK,
          "--time-offset-plus",
          "TIME",
          "Add this to the packet's timestamp, for a server whose clock is ahead: 60, 5min, 2h, 1d.");
  public static final OptionDescriptor TIME_OFFSET_MINUS =
      valued(
          Section.KNOCK,
          "--time-offset-minus",
          "TIME",
          "Subtract this from the packet's timestamp.");
  public static final OptionDescriptor SERVER_PROTO =
      valued(Section.KNOCK, "-P --server-proto", "udp|tcp|http", "Transport of the packet.")
          .withDefault("udp")
          .titled("protocol")
          .in(RcVariable.SPA_SERVER_PROTO);
  public static final OptionDescriptor HTTP_PROXY =
      valued(
              Section.KNOCK,
              "-H --http-proxy",
              "HOST[:PORT]",
              "Send the packet over HTTP through this proxy.")
          .titled("HTTP proxy");
  public static final OptionDescriptor USER_AGENT =
      valued(
              Section.KNOCK,
              "-u --user-agent",
              "TEXT",
              "User agent of the HTTP request; by default, fwknopd requires one that starts with Fwknop.")
          .titled("user agent")
          .in(RcVariable.HTTP_USER_AGENT);
  public static final OptionDescriptor SOURCE_PORT =
      valued(Section.KNOCK, "-S --source-port", "PORT", "UDP source port (default: any).")
          .titled("source port")
          .in(RcVariable.SPA_SOURCE_PORT);
  public static final OptionDescriptor RAND_PORT =
      flag(
              Section.KNOCK,
              "-r --rand-port",
              "Send to a random port, for servers that capture packets to all ports.")
          .titled("random port")
          .in(RcVariable.RAND_PORT);
  public static final OptionDescriptor NAT_ACCESS =
      valued(
              Section.KNOCK,
              "-N --nat-access",
              "HOST[:PORT]",
              "Have the server forward the opened port to this host behind it.")
          .titled("NAT access")
          .in(RcVariable.NAT_ACCESS);
  public static final OptionDescriptor NAT_LOCAL =
      flag(
              Section.KNOCK,
              "--nat-local",
              "Have the server forward the opened port to a port of its own.")
          .titled("NAT local")
          .in(RcVariable.NAT_LOCAL);
  public static final OptionDescriptor NAT_PORT =
      valued(
              Section.KNOCK,
              "--nat-port",
              "PORT",
              "Open and connect to this port instead of the remote port; with -N or --nat-local, the server forwards it.")
          .titled("NAT port")
          .in(RcVariable.NAT_PORT);
  public static final OptionDescriptor NAT_RAND_PORT =
      flag(
              Section.KNOCK,
              "--nat-rand-port",
              "Open and connect to a random port instead of the remote port; with -N or --nat-local, the server forwards it.")
          .titled("NAT random port")
          .in(RcVariable.NAT_RAND_PORT);
  public static final OptionDescriptor SERVER_CMD =
      valued(Section.COMMAND, "-C --server-cmd", "COMMAND", "Ask the server to run this command.");
  public static final OptionDescriptor SAVE_PACKET =
      valued(Section.COMMAND, "-B --save-packet", "FILE", "Write the packet to this file.");
  public static final OptionDescriptor SAVE_PACKET_APPEND =
      valued(Section.COMMAND, "-b --save-packet-append", "FILE", "Append the packet to this file.");
  public static final OptionDescriptor STANZA_LIST =
      flag(Section.COMMAND, "--stanza-list", "List the stanzas of the rc file.");
  public static final OptionDescriptor USE_HMAC =
      flag(
          Section.KEYS, "--use-hmac", "Require an HMAC; prompt for the HMAC key if it is missing.");
  public static final OptionDescriptor NO_SAVE_ARGS =
      flag(Section.IGNORED, "--no-save-args", "Command lines are never saved.");
  public static final OptionDescriptor SERVER_RESOLVE_IPV4 =
      flag(
          Section.IGNORED,
          "--server-resolve-ipv4",
          "SPA servers are resolved to IPv4 addresses, except with -6.");
  public static final OptionDescriptor TEST =
      flag(Section.COMMAND, "-T --test", "Print the packet; send nothing.").asCommon();

  /** What makes a packet, for every command that sends one. */
  public static final List<OptionDescriptor> ALL =
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
  public static final List<OptionDescriptor> ONE_PACKET =
      List.of(TEST, SERVER_CMD, SAVE_PACKET, SAVE_PACKET_APPEND, STANZA_LIST);

  private SpaOptions() {}
}
