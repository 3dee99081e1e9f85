package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.transport.TransportException;

/** Error texts for packets that the way would have spoilt. */
public final class TransportMessages {
  private TransportMessages() {}

  public static CliError of(TransportException e) {
    return switch (e.reason()) {
      case REQUEST_TOO_LONG ->
          problem(
              "the HTTP request has " + e.detail() + " bytes, the limit of servers is 1434",
              "use a shorter user agent or server name, or -P udp");
      case NAME_NOT_FOR_HTTP ->
          problem(
              "the name '" + e.detail() + "' is not valid in an HTTP request",
              "use letters, digits, '.', '-' and '_', or the xn-- form of an international name");
      case IPV6_NOT_HEARD ->
          problem(
              "the server's address " + e.detail() + " is IPv6",
              "use an IPv4 address: fwknopd supports IPv4 only");
      case NOT_ONE_SEGMENT ->
          problem(
              "only " + e.detail() + " bytes of the packet fitted into one segment",
              "use -P udp: servers read one TCP segment");
    };
  }

  private static CliError problem(String error, String hint) {
    return new CliError(ExitStatus.KNOCK_FAILED, error, hint);
  }
}
