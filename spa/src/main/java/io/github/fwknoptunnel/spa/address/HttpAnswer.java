package io.github.fwknoptunnel.spa.address;

import io.github.fwknoptunnel.spa.address.AddressException.Reason;

/**
 * What a web service answered. Only its first line counts, without blanks around it.
 *
 * @param body one character a byte
 */
record HttpAnswer(int status, String body) {
  /** Room for an address and some words; no page of a web site. */
  static final int LONGEST_BODY = 4096;

  private static final int OK = 200;

  Attempt judge(String resolver, AddressScope scope) {
    if (status != OK) {
      // The reference client takes an address out of an error page; it may stand there for anybody.
      return new Attempt.Failed(resolver, Reason.BAD_STATUS, Integer.toString(status));
    }
    if (body.length() > LONGEST_BODY) {
      return new Attempt.Failed(resolver, Reason.TOO_LONG, "");
    }
    return scope.judge(resolver, body.lines().findFirst().orElse("").strip());
  }
}
