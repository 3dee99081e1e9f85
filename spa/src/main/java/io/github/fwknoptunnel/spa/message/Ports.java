package io.github.fwknoptunnel.spa.message;

import io.github.fwknoptunnel.spa.message.MessageException.Reason;

/** Port numbers as the wire allows them: one to five decimal digits, 1 to 65535. */
final class Ports {
  static final int HIGHEST = 65535;

  private Ports() {}

  static boolean inRange(int port) {
    return port >= 1 && port <= HIGHEST;
  }

  static int parse(String digits, Reason ifNotANumber, String whole) throws MessageException {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MessageException(ifNotANumber, whole);
    }
    if (digits.length() > 5 || !inRange(Integer.parseInt(digits))) {
      throw new MessageException(Reason.PORT_OUT_OF_RANGE, whole);
    }
    return Integer.parseInt(digits);
  }
}
