package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;

/** The options that make a packet, by the names that the fwknop client gives them. */
public final class SpaOptions {
  public static final OptionDescriptor NAMED_CONFIG =
      valued(
              Section.KEYS,
              "-n --named-config",
              "STANZA",
              "Settings and keys of this stanza of the rc file.")
          .titled("stanza");
  public static final OptionDescriptor RC_FILE =
      valued(Section.KEYS, "--rc-file", "FILE", "The rc file (default: ~/.fwknoprc).");
  public static final OptionDescriptor NO_RC_FILE =
      flag(Section.KEYS, "--no-rc-file", "Read no rc file.");
  public static final OptionDescriptor KEY_COMMAND =
      valued(
          Section.KEYS,
          "--key-command",
          "COMMAND",
          "Run this and read the keys, in the form of a key file, from its output.");
  public static final OptionDescriptor KEY_FILE =
      valued(
          Section.KEYS,
          "--key-file",
          "FILE",
          "Keys, as keygen and 'fwknop --key-gen-file' write them.");
  public static final OptionDescriptor INSECURE_KEY_FILE =
      flag(Section.KEYS, "--insecure-key-file", "Take a key or rc file that others can read.");
  public static final OptionDescriptor DIGEST_TYPE =
      valued(Section.KEYS, "-m --digest-type", "HASH", "Digest in the packet.")
          .withDefault("sha256")
          .titled("digest")
          .in(RcVariable.DIGEST_TYPE);
  public static final OptionDescriptor ENCRYPTION_MODE =
      valued(
              Section.KEYS,
              "-M --encryption-mode",
              "MODE",
              "Mode of AES (default: cbc), or asymmetric for GPG keys.")
          .titled("encryption mode")
          .in(RcVariable.ENCRYPTION_MODE);
  public static final OptionDescriptor HMAC_DIGEST_TYPE =
      valued(Section.KEYS, "--hmac-digest-type", "HASH", "HMAC of the packet.")
          .withDefault("sha256")
          .titled("HMAC digest")
          .in(RcVariable.HMAC_DIGEST_TYPE);
  public static final OptionDescriptor DESTINATION =
      valued(
              Section.KNOCK,
              "-D --destination",
              "HOST",
              "The SPA server (default: the remote host).")
          .titled("SPA server")
          .in(RcVariable.SPA_SERVER);
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
              "Ports to open (default: tcp/ and the remote port).")
          .titled("access")
          .in(RcVariable.ACCESS);
  public static final OptionDescriptor ALLOW_IP =
      valued(Section.KNOCK, "-a --allow-ip", "ADDRESS", "IPv4 address to let in.");
  public static final OptionDescriptor SOURCE_IP =
      flag(
          Section.KNOCK,
          "-s --source-ip",
          "Let in the address that the server sees on the packet (the default).");
  public static final OptionDescriptor FW_TIMEOUT =
      valued(
              Section.KNOCK,
              "-f --fw-timeout",
              "SECONDS",
              "How long the server should keep the port open (default: its own choice).")
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
          "Add this to the packet's time, for a server whose clock is ahead: 60, 5min, 2h, 1d.");
  public static final OptionDescriptor TIME_OFFSET_MINUS =
      valued(Section.KNOCK, "--time-offset-minus", "TIME", "Take this off the packet's time.");
  public static final OptionDescriptor SERVER_PROTO =
      valued(Section.KNOCK, "-P --server-proto", "udp|tcp|http", "How to carry the packet.")
          .withDefault("udp")
          .titled("protocol")
          .in(RcVariable.SPA_SERVER_PROTO);
  public static final OptionDescriptor HTTP_PROXY =
      valued(Section.KNOCK, "-H --http-proxy", "HOST[:PORT]", "Carry it over HTTP by this proxy.")
          .titled("HTTP proxy");
  public static final OptionDescriptor USER_AGENT =
      valued(
              Section.KNOCK,
              "-u --user-agent",
              "TEXT",
              "User agent of HTTP; servers want one that begins with Fwknop.")
          .titled("user agent")
          .in(RcVariable.HTTP_USER_AGENT);
  public static final OptionDescriptor SOURCE_PORT =
      valued(Section.KNOCK, "-S --source-port", "PORT", "Send UDP from this port (default: any).")
          .titled("source port")
          .in(RcVariable.SPA_SOURCE_PORT);
  public static final OptionDescriptor RAND_PORT =
      flag(
              Section.KNOCK,
              "-r --rand-port",
              "Send to a random port, for servers that listen to all of them.")
          .titled("random port")
          .in(RcVariable.RAND_PORT);
  public static final OptionDescriptor NAT_ACCESS =
      valued(
              Section.KNOCK,
              "-N --nat-access",
              "HOST[:PORT]",
              "Have the opened port forwarded to a host behind the server.")
          .titled("NAT access")
          .in(RcVariable.NAT_ACCESS);
  public static final OptionDescriptor NAT_LOCAL =
      flag(Section.KNOCK, "--nat-local", "Have it forwarded to a port of the server itself.")
          .titled("NAT local")
          .in(RcVariable.NAT_LOCAL);
  public static final OptionDescriptor NAT_PORT =
      valued(
              Section.KNOCK,
              "--nat-port",
              "PORT",
              "Open this port instead and forward it; it is the one to connect to.")
          .titled("NAT port")
          .in(RcVariable.NAT_PORT);
  public static final OptionDescriptor NAT_RAND_PORT =
      flag(Section.KNOCK, "--nat-rand-port", "Open a random port instead, and connect to that.")
          .titled("NAT random port")
          .in(RcVariable.NAT_RAND_PORT);
  public static final OptionDescriptor SERVER_CMD =
      valued(Section.COMMAND, "-C --server-cmd", "COMMAND", "Ask the server to run this.");
  public static final OptionDescriptor SAVE_PACKET =
      valued(Section.COMMAND, "-B --save-packet", "FILE", "Write the packet into this file too.");
  public static final OptionDescriptor SAVE_PACKET_APPEND =
      valued(Section.COMMAND, "-b --save-packet-append", "FILE", "Append the packet to this file.");
  public static final OptionDescriptor STANZA_LIST =
      flag(Section.COMMAND, "--stanza-list", "List the stanzas of the rc file.");
  public static final OptionDescriptor USE_HMAC =
      flag(
          Section.KEYS,
          "--use-hmac",
          "Send no packet without an HMAC; a missing HMAC key is read from the terminal.");
  public static final OptionDescriptor NO_SAVE_ARGS =
      flag(Section.IGNORED, "--no-save-args", "Command lines are never saved.");
  public static final OptionDescriptor SERVER_RESOLVE_IPV4 =
      flag(Section.IGNORED, "--server-resolve-ipv4", "Servers are always reached by IPv4.");
  public static final OptionDescriptor TEST =
      flag(Section.COMMAND, "-T --test", "Make a packet and print it; send nothing.");

  /** What makes a packet, for every command that sends one. */
  public static final List<OptionDescriptor> ALL =
      Options.join(
          ResolveOptions.ALL,
          GpgOptions.ALL,
          List.of(
              ResolveOptions.MAX_AGE,
              KEY_FILE,
              INSECURE_KEY_FILE,
              DIGEST_TYPE,
              ENCRYPTION_MODE,
              HMAC_DIGEST_TYPE,
              DESTINATION,
              SERVER_PORT,
              ACCESS,
              ALLOW_IP,
              SOURCE_IP,
              FW_TIMEOUT,
              SPOOF_USER,
              NAMED_CONFIG,
              RC_FILE,
              NO_RC_FILE,
              KEY_COMMAND,
              KeyOptions.KEY_FD,
              TIME_OFFSET_PLUS,
              TIME_OFFSET_MINUS,
              SERVER_PROTO,
              HTTP_PROXY,
              USER_AGENT,
              SOURCE_PORT,
              RAND_PORT,
              NAT_ACCESS,
              NAT_LOCAL,
              NAT_PORT,
              NAT_RAND_PORT,
              USE_HMAC,
              NO_SAVE_ARGS,
              SERVER_RESOLVE_IPV4));

  /** What only a single packet has. */
  public static final List<OptionDescriptor> ONE_PACKET =
      List.of(TEST, SERVER_CMD, SAVE_PACKET, SAVE_PACKET_APPEND, STANZA_LIST);

  private SpaOptions() {}
}
