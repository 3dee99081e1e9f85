package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.spa.message.MessageException;

/** Words for text that cannot become part of a request. */
public final class RequestMessages {
  private RequestMessages() {}

  /** What may stand in the place of the refused text, for a message of another kind. */
  static String hint(MessageException e) {
    return of(e, "").hint().orElse("");
  }

  /** A usage error about the value of {@code option}. */
  public static CliError of(MessageException e, Object option) {
    String hint =
        switch (e.reason()) {
          case NOT_AN_IPV4_ADDRESS -> "an IPv4 address such as 192.0.2.10; servers know no other";
          case LEADING_ZERO_IN_ADDRESS ->
              "write the numbers without leading zeros: servers read them as octal";
          case NOT_A_PORT_SPEC ->
              "tcp/PORT or udp/PORT, several with commas and no blanks: tcp/22,udp/53";
          case PORT_OUT_OF_RANGE -> "ports go from 1 to 65535";
          case NOT_A_NAT_TARGET -> "HOST:PORT or HOST,PORT";
          case NOT_A_USERNAME -> "-U takes printable ASCII without \" / \\ [ ] : ; | = , + * ? < >";
          case NOT_A_NONCE -> "16 digits";
          case EMPTY_COMMAND -> "the command to run on the server";
        };
    if (e.reason() == MessageException.Reason.NOT_A_PORT_SPEC && e.text().isEmpty()) {
      return CliError.usage(option + " has an empty entry", hint);
    }
    return CliError.usage(option + " cannot be '" + e.text() + "'", hint);
  }
}
