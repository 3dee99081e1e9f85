package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.ValueParser.choice;
import static io.github.fwknoptunnel.spa.rc.ValueParser.parsed;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A variable that an rc file can set, with the type of its value (PROTOCOL.md section 10).
 * Immutable.
 *
 * @param <T> type of the value
 */
public final class RcVariable<T> {
  private static final Map<String, RcVariable<?>> BY_NAME = new LinkedHashMap<>();

  /** Name or address of the SPA server. The reference client truncates it at 49 characters. */
  public static final RcVariable<String> SPA_SERVER = text("SPA_SERVER");

  /**
   * Port of the SPA server, 1 to 65535. The reference client accepts 0, where no server can listen.
   */
  public static final RcVariable<Integer> SPA_SERVER_PORT =
      number("SPA_SERVER_PORT", ValueParser.number(1, Ports.MAX));

  /** Local port to send from; 0 is any port. */
  public static final RcVariable<Integer> SPA_SOURCE_PORT =
      number("SPA_SOURCE_PORT", ValueParser.number(0, Ports.MAX));

  /** Transport of the packet. */
  public static final RcVariable<ServerProtocol> SPA_SERVER_PROTO =
      add("SPA_SERVER_PROTO", choice(ServerProtocol::named));

  /** Whether each packet goes to a random port. */
  public static final RcVariable<Boolean> RAND_PORT = flag("RAND_PORT");

  /** Ports to open. */
  public static final RcVariable<List<PortSpec>> ACCESS =
      add("ACCESS", parsed(PortSpec::parseList));

  /**
   * The address that the server should let in. {@link RcConfig#allowIp} also considers the other
   * settings about it.
   */
  public static final RcVariable<AllowIpSetting> ALLOW_IP =
      add("ALLOW_IP", parsed(AllowIpSetting::parse));

  /** Requested time that the port stays open, 0 to 65536 s; zero leaves it to the server. */
  public static final RcVariable<Duration> FW_TIMEOUT =
      number(
          "FW_TIMEOUT", setting -> Duration.ofSeconds(ValueParser.number(0, 65536).read(setting)));

  /** Added to the timestamps of packets; negative for a server whose clock is behind. */
  public static final RcVariable<Duration> TIME_OFFSET =
      add("TIME_OFFSET", choice(TimeOffset::parseSigned));

  /**
   * User name in the packets. The reference client truncates it at 29 characters; its maximum
   * length is checked when a packet is made.
   */
  public static final RcVariable<Username> SPOOF_USER = add("SPOOF_USER", parsed(Username::parse));

  /** Forged source address; not used. */
  public static final RcVariable<AllowIp> SPOOF_SOURCE_IP =
      add("SPOOF_SOURCE_IP", parsed(AllowIp::parse));

  /**
   * Encryption key or, with GPG, pass phrase of the signing key, as plain text. Also named {@code
   * GPG_SIGNING_PW}; the last line with either name is used.
   */
  public static final RcVariable<RcKey> KEY = phrase("KEY", RcKey::text);

  /**
   * {@link #KEY} in base64. Also named {@code GPG_SIGNING_PW_BASE64}; the last line with either
   * name is used.
   */
  public static final RcVariable<RcKey> KEY_BASE64 = add("KEY_BASE64", RcKey::encryptionBase64);

  /** File with the encryption key, a {@link PerServerKeyFile}. */
  public static final RcVariable<Path> KEY_FILE = add("KEY_FILE", ValueParser::path);

  /** HMAC key as plain text. */
  public static final RcVariable<RcKey> HMAC_KEY = phrase("HMAC_KEY", RcKey::text);

  /** HMAC key in base64. */
  public static final RcVariable<RcKey> HMAC_KEY_BASE64 = add("HMAC_KEY_BASE64", RcKey::hmacBase64);

  /**
   * File with the HMAC key, a {@link PerServerKeyFile}. The reference client mistakes this name for
   * {@link #KEY_FILE}.
   */
  public static final RcVariable<Path> HMAC_KEY_FILE = add("HMAC_KEY_FILE", ValueParser::path);

  /** Whether packets have an HMAC. An HMAC key turns it on, whatever this says. */
  public static final RcVariable<Boolean> USE_HMAC = flag("USE_HMAC");

  /** HMAC type. */
  public static final RcVariable<HashAlgorithm> HMAC_DIGEST_TYPE =
      add("HMAC_DIGEST_TYPE", choice(HashAlgorithm::named));

  /** Digest type. */
  public static final RcVariable<HashAlgorithm> DIGEST_TYPE =
      add("DIGEST_TYPE", choice(HashAlgorithm::named));

  /** AES mode, or asymmetric for GPG. */
  public static final RcVariable<EncryptionMode> ENCRYPTION_MODE =
      add("ENCRYPTION_MODE", choice(EncryptionMode::named));

  /** Host and port that the server forwards the opened port to. */
  public static final RcVariable<NatAccess> NAT_ACCESS =
      add("NAT_ACCESS", parsed(NatAccess::parse));

  /** Whether the opened port is forwarded to a port of the server itself. */
  public static final RcVariable<Boolean> NAT_LOCAL = flag("NAT_LOCAL");

  /** Port that the server opens in place of the requested one, with NAT; 0 is none. */
  public static final RcVariable<Integer> NAT_PORT =
      number("NAT_PORT", ValueParser.number(0, Ports.MAX));

  /** Whether the server opens a random port in place of the requested one, with NAT. */
  public static final RcVariable<Boolean> NAT_RAND_PORT = flag("NAT_RAND_PORT");

  /**
   * Whether to query the public address and request access for it; over HTTPS unless {@link
   * #RESOLVE_HTTP_ONLY} is set.
   */
  public static final RcVariable<Boolean> RESOLVE_IP_HTTPS = flag("RESOLVE_IP_HTTPS");

  /** Whether the query for the public address uses plain HTTP; does not turn the query on. */
  public static final RcVariable<Boolean> RESOLVE_HTTP_ONLY = flag("RESOLVE_HTTP_ONLY");

  /** URL that resolves the public address. */
  public static final RcVariable<String> RESOLVE_URL = text("RESOLVE_URL");

  /** Path of wget; not used. */
  public static final RcVariable<String> WGET_CMD = phrase("WGET_CMD", RcAssignment::value);

  /** User agent of wget; not used. */
  public static final RcVariable<Boolean> USE_WGET_USER_AGENT = flag("USE_WGET_USER_AGENT");

  /** User agent of HTTP requests. */
  public static final RcVariable<String> HTTP_USER_AGENT =
      phrase("HTTP_USER_AGENT", RcAssignment::value);

  /** Use of the server's IPv4 address; ignored, because it is always used. */
  public static final RcVariable<Boolean> SERVER_RESOLVE_IPV4 = flag("SERVER_RESOLVE_IPV4");

  /** GPG mode. */
  public static final RcVariable<Boolean> USE_GPG = flag("USE_GPG");

  /** Pass phrase from gpg-agent. */
  public static final RcVariable<Boolean> USE_GPG_AGENT = flag("USE_GPG_AGENT");

  /** GPG key of the server. */
  public static final RcVariable<String> GPG_RECIPIENT = text("GPG_RECIPIENT");

  /** GPG key that signs. */
  public static final RcVariable<String> GPG_SIGNER = text("GPG_SIGNER");

  /** Home directory of gpg. */
  public static final RcVariable<Path> GPG_HOMEDIR = add("GPG_HOMEDIR", ValueParser::path);

  /** Path of gpg. */
  public static final RcVariable<Path> GPG_EXE = add("GPG_EXE", ValueParser::path);

  /** Whether the signing key has no pass phrase. */
  public static final RcVariable<Boolean> GPG_NO_SIGNING_PW = flag("GPG_NO_SIGNING_PW");

  /** Verbosity, 0 to 4; {@code Y} is 1. */
  public static final RcVariable<Integer> VERBOSE =
      number(
          "VERBOSE",
          setting -> ValueParser.flag(setting) ? 1 : ValueParser.number(0, 4).read(setting));

  /** Not saving the command line; ignored, because it is never saved. */
  public static final RcVariable<Boolean> NO_SAVE_ARGS = flag("NO_SAVE_ARGS");

  static {
    BY_NAME.put("GPG_SIGNING_PW", KEY);
    BY_NAME.put("GPG_SIGNING_PW_BASE64", KEY_BASE64);
    BY_NAME.put("RESOLVE_IP_HTTP", RESOLVE_IP_HTTPS);
  }

  private final String name;
  private final ValueParser<T> reader;
  private final RcDoubts.Form form;

  private RcVariable(String name, RcDoubts.Form form, ValueParser<T> reader) {
    this.name = name;
    this.form = form;
    this.reader = reader;
  }

  private static <T> RcVariable<T> add(String name, ValueParser<T> reader) {
    return add(name, RcDoubts.Form.WORD, reader);
  }

  private static <T> RcVariable<T> add(String name, RcDoubts.Form form, ValueParser<T> reader) {
    RcVariable<T> variable = new RcVariable<>(name, form, reader);
    BY_NAME.put(name, variable);
    return variable;
  }

  private static <T> RcVariable<T> number(String name, ValueParser<T> reader) {
    return add(name, RcDoubts.Form.NUMBER, reader);
  }

  /** Free text, where a quote may be meant. */
  private static <T> RcVariable<T> phrase(String name, ValueParser<T> reader) {
    return add(name, RcDoubts.Form.PHRASE, reader);
  }

  private static RcVariable<String> text(String name) {
    return add(name, RcAssignment::value);
  }

  private static RcVariable<Boolean> flag(String name) {
    return add(name, RcDoubts.Form.SWITCH, ValueParser::flag);
  }

  /**
   * Finds a variable by its name or alias ({@code GPG_SIGNING_PW}, {@code GPG_SIGNING_PW_BASE64},
   * {@code RESOLVE_IP_HTTP}).
   *
   * @param name upper case
   * @return the variable, or empty if there is none of this name
   */
  public static Optional<RcVariable<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** {@return all names that are understood} */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** {@return the name in the file} */
  public String name() {
    return name;
  }

  /** How its value is written. */
  RcDoubts.Form form() {
    return form;
  }

  Located<T> read(RcAssignment setting) throws RcException {
    if (form != RcDoubts.Form.PHRASE && setting.isQuoted()) {
      throw new RcException(Reason.QUOTED, setting.where());
    }
    if (form != RcDoubts.Form.PHRASE && RcAssignment.hasOddSpace(setting.value())) {
      throw new RcException(Reason.ODD_SPACE, setting.where());
    }
    return new Located<>(reader.read(setting), setting.where());
  }

  /** {@return whether its value must stay secret} */
  public boolean isKey() {
    return this == KEY || this == KEY_BASE64 || this == HMAC_KEY || this == HMAC_KEY_BASE64;
  }

  @Override
  public String toString() {
    return name;
  }
}
