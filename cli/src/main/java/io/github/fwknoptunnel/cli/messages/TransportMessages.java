package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.transport.TransportException;

/** Words for packets that the way would have spoilt. */
public final class TransportMessages {
  private TransportMessages() {}

  public static CliError of(TransportException e) {
    return switch (e.reason()) {
      case REQUEST_TOO_LONG ->
          problem(
              "the HTTP request has " + e.detail() + " bytes, servers look at 1434",
              "a shorter user agent or name of the server, or -P udp");
      case NAME_NOT_FOR_HTTP ->
          problem(
              "the name '" + e.detail() + "' cannot stand in an HTTP request",
              "letters, digits, '.', '-' and '_': an international name in its xn-- form");
      case IPV6_NOT_HEARD ->
          problem(
              "the server's address " + e.detail() + " is of IPv6",
              "fwknop servers hear and open IPv4 only");
      case NOT_ONE_SEGMENT ->
          problem(
              "only " + e.detail() + " bytes of the packet fitted into one segment",
              "servers look at one segment: -P udp has no such limit");
    };
  }

  private static CliError problem(String error, String hint) {
    return new CliError(ExitStatus.KNOCK_FAILED, error, hint);
  }
}
