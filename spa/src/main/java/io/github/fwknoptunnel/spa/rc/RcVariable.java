package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.ValueParser.choice;
import static io.github.fwknoptunnel.spa.rc.ValueParser.parsed;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every variable that a {@code .fwknoprc} can set, with the type of its value (PROTOCOL.md section
 * 10).
 */
public final class RcVariable<T> {
  private static final Map<String, RcVariable<?>> BY_NAME = new LinkedHashMap<>();
  private static final int HIGHEST_PORT = 65535;

  /** Whom to send packets to. The old client cuts it at 49 characters. */
  public static final RcVariable<String> SPA_SERVER = text("SPA_SERVER");

  /** Port 0 is refused: the old client sends there, and nobody can listen. */
  public static final RcVariable<Integer> SPA_SERVER_PORT =
      number("SPA_SERVER_PORT", ValueParser.number(1, HIGHEST_PORT));

  /** 0 is any port. */
  public static final RcVariable<Integer> SPA_SOURCE_PORT =
      number("SPA_SOURCE_PORT", ValueParser.number(0, HIGHEST_PORT));

  public static final RcVariable<ServerProtocol> SPA_SERVER_PROTO =
      add("SPA_SERVER_PROTO", choice(ServerProtocol::named));

  public static final RcVariable<Boolean> RAND_PORT = flag("RAND_PORT");
  public static final RcVariable<List<PortSpec>> ACCESS =
      add("ACCESS", parsed(PortSpec::parseList));

  /** See {@link RcConfig#allowFrom}, which knows the other ways to say it. */
  public static final RcVariable<AllowIpSetting> ALLOW_IP =
      add("ALLOW_IP", parsed(AllowIpSetting::parse));

  /** Zero leaves it to the server. */
  public static final RcVariable<Duration> FW_TIMEOUT =
      number(
          "FW_TIMEOUT", setting -> Duration.ofSeconds(ValueParser.number(0, 65536).read(setting)));

  /** Negative for a server whose clock is behind. */
  public static final RcVariable<Duration> TIME_OFFSET =
      add("TIME_OFFSET", choice(TimeOffset::parseSigned));

  /** The old client cuts it at 29 characters; how long it may be is checked at sealing. */
  public static final RcVariable<Username> SPOOF_USER = add("SPOOF_USER", parsed(Username::parse));

  public static final RcVariable<AllowIp> SPOOF_SOURCE_IP =
      add("SPOOF_SOURCE_IP", parsed(AllowIp::parse));

  /** Of this and {@code GPG_SIGNING_PW}, one and the same, the last counts. */
  public static final RcVariable<RcKey> KEY = phrase("KEY", RcKey::text);

  /** Of this and {@code GPG_SIGNING_PW_BASE64}, one and the same, the last counts. */
  public static final RcVariable<RcKey> KEY_BASE64 = add("KEY_BASE64", RcKey::encryptionBase64);

  /** A {@link PerServerKeyFile}. */
  public static final RcVariable<Path> KEY_FILE = add("KEY_FILE", ValueParser::path);

  public static final RcVariable<RcKey> HMAC_KEY = phrase("HMAC_KEY", RcKey::text);
  public static final RcVariable<RcKey> HMAC_KEY_BASE64 = add("HMAC_KEY_BASE64", RcKey::hmacBase64);

  /** A {@link PerServerKeyFile}. The old client takes its name for that of {@link #KEY_FILE}. */
  public static final RcVariable<Path> HMAC_KEY_FILE = add("HMAC_KEY_FILE", ValueParser::path);

  /** An HMAC key turns the HMAC on, whatever this says. */
  public static final RcVariable<Boolean> USE_HMAC = flag("USE_HMAC");

  public static final RcVariable<HashAlgorithm> HMAC_DIGEST_TYPE =
      add("HMAC_DIGEST_TYPE", choice(HashAlgorithm::named));
  public static final RcVariable<HashAlgorithm> DIGEST_TYPE =
      add("DIGEST_TYPE", choice(HashAlgorithm::named));
  public static final RcVariable<EncryptionMode> ENCRYPTION_MODE =
      add("ENCRYPTION_MODE", choice(EncryptionMode::named));

  public static final RcVariable<NatAccess> NAT_ACCESS =
      add("NAT_ACCESS", parsed(NatAccess::parse));
  public static final RcVariable<Boolean> NAT_LOCAL = flag("NAT_LOCAL");

  /** 0 is none. */
  public static final RcVariable<Integer> NAT_PORT =
      number("NAT_PORT", ValueParser.number(0, HIGHEST_PORT));

  public static final RcVariable<Boolean> NAT_RAND_PORT = flag("NAT_RAND_PORT");

  public static final RcVariable<Boolean> RESOLVE_IP_HTTPS = flag("RESOLVE_IP_HTTPS");
  public static final RcVariable<Boolean> RESOLVE_HTTP_ONLY = flag("RESOLVE_HTTP_ONLY");
  public static final RcVariable<String> RESOLVE_URL = text("RESOLVE_URL");
  public static final RcVariable<String> WGET_CMD = phrase("WGET_CMD", RcAssignment::value);
  public static final RcVariable<Boolean> USE_WGET_USER_AGENT = flag("USE_WGET_USER_AGENT");
  public static final RcVariable<String> HTTP_USER_AGENT =
      phrase("HTTP_USER_AGENT", RcAssignment::value);
  public static final RcVariable<Boolean> SERVER_RESOLVE_IPV4 = flag("SERVER_RESOLVE_IPV4");

  public static final RcVariable<Boolean> USE_GPG = flag("USE_GPG");
  public static final RcVariable<Boolean> USE_GPG_AGENT = flag("USE_GPG_AGENT");
  public static final RcVariable<String> GPG_RECIPIENT = text("GPG_RECIPIENT");
  public static final RcVariable<String> GPG_SIGNER = text("GPG_SIGNER");
  public static final RcVariable<Path> GPG_HOMEDIR = add("GPG_HOMEDIR", ValueParser::path);
  public static final RcVariable<Path> GPG_EXE = add("GPG_EXE", ValueParser::path);
  public static final RcVariable<Boolean> GPG_NO_SIGNING_PW = flag("GPG_NO_SIGNING_PW");

  /** 0 to 4; {@code Y} is 1. */
  public static final RcVariable<Integer> VERBOSE =
      number(
          "VERBOSE",
          setting -> ValueParser.flag(setting) ? 1 : ValueParser.number(0, 4).read(setting));

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

  /** Finds a variable by its name, or by one of the three other names; all are upper case. */
  public static Optional<RcVariable<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names that are understood. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

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

  /** Whether its value must stay secret. */
  public boolean isKey() {
    return this == KEY || this == KEY_BASE64 || this == HMAC_KEY || this == HMAC_KEY_BASE64;
  }

  @Override
  public String toString() {
    return name;
  }
}
