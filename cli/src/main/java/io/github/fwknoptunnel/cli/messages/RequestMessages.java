package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.message.MessageException;

/** Error texts for text that cannot become part of a request. */
public final class RequestMessages {
  private RequestMessages() {}

  /** The form that is expected in the place of the refused text. */
  static String expected(MessageException e) {
    return switch (e.reason()) {
      case NOT_AN_IPV4_ADDRESS -> "an IPv4 address such as 192.0.2.10";
      case NOT_AN_IPV6_ADDRESS -> "an IPv6 address such as 2001:db8::10";
      case LEADING_ZERO_IN_ADDRESS -> "numbers without leading zeros: servers read 010 as 8";
      case NOT_A_PORT_SPEC -> "tcp/PORT or udp/PORT, separated by commas, such as tcp/22,udp/53";
      case PORT_OUT_OF_RANGE -> "ports from 1 to 65535";
      case NOT_A_NAT_TARGET -> "HOST:PORT or HOST,PORT";
      case NOT_A_USERNAME -> "printable ASCII without \" / \\ [ ] : ; | = , + * ? < >";
    };
  }

  /** A usage error about the value of {@code option}. */
  public static CliError of(MessageException e, Object option) {
    return of(e, option, e.text());
  }

  /**
   * A usage error about the value of {@code option}.
   *
   * @param text the value as the user wrote it
   */
  public static CliError of(MessageException e, Object option, String text) {
    return CliError.invalid(ExitStatus.USAGE, option, text, expected(e));
  }
}
