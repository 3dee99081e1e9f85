package io.github.fwknoptunnel.cli.setting;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.HttpTextMessages;
import io.github.fwknoptunnel.cli.messages.RequestMessages;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.NatAccess;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.rc.TimeOffset;
import io.github.fwknoptunnel.spa.transport.HttpProxy;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The types of values that the library {@code spa} reads. */
final class SpaTypes {
  static final ValueType<HashAlgorithm> HASH =
      ValueType.oneOf("HASH", HashAlgorithm::named, List.of(HashAlgorithm.values()));

  static final ValueType<EncryptionMode> MODE =
      ValueType.oneOf(
          "MODE",
          EncryptionMode::named,
          Stream.concat(
                  Arrays.stream(CipherMode.values()), Stream.of(new EncryptionMode.Asymmetric()))
              .toList());

  /** Others need raw sockets; an rc file that names one is refused when it is used. */
  static final ValueType<ServerProtocol> PROTOCOL =
      ValueType.oneOf(
          "udp|tcp|http",
          ServerProtocol::named,
          List.of(ServerProtocol.UDP, ServerProtocol.TCP, ServerProtocol.HTTP));

  static final ValueType<List<PortSpec>> PORTS =
      ValueType.of("PROTO/PORT,…", text -> parse(text, PortSpec::parseList));

  static final ValueType<Username> USERNAME =
      ValueType.of("NAME", text -> parse(text, Username::parse));

  static final ValueType<NatAccess> NAT_ACCESS = url("HOST[:PORT]", SpaTypes::natAccess);

  static final ValueType<Duration> OFFSET =
      ValueType.of(
          "TIME",
          text ->
              TimeOffset.parse(text.text())
                  .orElseThrow(() -> text.bad("a time such as 60, 5min, 2h or 1d")));

  static final ValueType<HttpProxy> PROXY =
      url("HOST[:PORT]", text -> parseHttp(text, HttpProxy::parse));

  static final ValueType<UserAgent> USER_AGENT =
      ValueType.of("TEXT", text -> parseHttp(text, UserAgent::parse));

  private SpaTypes() {}

  private static <T> ValueType<T> url(String label, ValueType.Reader<T> reader) {
    return new ValueType<>(label, reader, new ValueKind.Url());
  }

  private interface Parser<T> {
    T parse(String text) throws MessageException;
  }

  private static <T> T parse(LocatedText text, Parser<T> parser) throws CliException {
    try {
      return parser.parse(text.text());
    } catch (MessageException e) {
      throw new CliException(RequestMessages.of(e, text.where()), e);
    }
  }

  private interface HttpParser<T> {
    T parse(String text) throws HttpTextException;
  }

  private static <T> T parseHttp(LocatedText text, HttpParser<T> parser) throws CliException {
    try {
      return parser.parse(text.text());
    } catch (HttpTextException e) {
      throw new CliException(HttpTextMessages.of(e, text.where(), text.status()), e);
    }
  }

  /** The parser completes the text first; the error shows what the user wrote. */
  private static NatAccess natAccess(LocatedText text) throws CliException {
    try {
      return NatAccess.parse(text.text());
    } catch (MessageException e) {
      throw new CliException(RequestMessages.of(e, text.where(), text.text()), e);
    }
  }
}
