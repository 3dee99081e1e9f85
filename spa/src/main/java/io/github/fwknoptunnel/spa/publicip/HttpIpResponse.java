package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;

/**
 * The response of a web service. Only its first line is used, without blanks around it.
 *
 * @param body one character for each byte
 */
record HttpIpResponse(int status, String body) {
  /** Room for an address and some words; no page of a web site. */
  static final int MAX_BODY = 4096;

  private static final int OK = 200;

  ResolveAttempt evaluate(String resolver, AcceptedRange scope) {
    if (status != OK) {
      // The reference client takes an address out of an error page; such a page may contain any
      // address.
      return new ResolveAttempt.Failed(resolver, Reason.BAD_STATUS, Integer.toString(status));
    }
    if (body.length() > MAX_BODY) {
      return new ResolveAttempt.Failed(resolver, Reason.TOO_LONG, "");
    }
    return scope.evaluate(resolver, body.lines().findFirst().orElse("").strip());
  }
}
