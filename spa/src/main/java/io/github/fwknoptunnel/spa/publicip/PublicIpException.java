package io.github.fwknoptunnel.spa.publicip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** No address was found. Tells which resolvers were asked and what each came to. */
public final class PublicIpException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why there is no address. All but the last two are about a single resolver. */
  public enum Reason {
    /** The service's name has no address. */
    NAME_NOT_RESOLVED,
    /** No connection to the service. */
    UNREACHABLE,
    /** No TLS, or a certificate that is not trusted: perhaps a login page in between. */
    TLS_FAILED,
    /** No whole answer within the limit. */
    TIMED_OUT,
    /** The connection ended before there was an answer, or it was no HTTP. */
    NO_ANSWER,
    /** An HTTP status other than 200; it stands in {@code said}. */
    BAD_STATUS,
    /** More than an address needs. */
    TOO_LONG,
    /** An answer with nothing in it. */
    EMPTY,
    /** An answer that does not start with an IPv4 address on a line of its own. */
    NOT_AN_IPV4_ADDRESS,
    /** An address that nobody has on the internet, such as {@code 10.0.0.1}. */
    NOT_PUBLIC,
    /** None of several resolvers answered. */
    NONE_ANSWERED,
    /** There were answers, and no two the same. */
    NO_AGREEMENT
  }

  private final Reason reason;
  private final transient List<ResolveAttempt> attempts;

  PublicIpException(Reason reason, List<ResolveAttempt> attempts) {
    super(reason + " " + attempts);
    this.reason = reason;
    this.attempts = List.copyOf(attempts);
  }

  PublicIpException(ResolveAttempt.Failed attempt, @Nullable Throwable cause) {
    super(attempt.toString(), cause);
    this.reason = attempt.reason();
    this.attempts = List.of(attempt);
  }

  public Reason reason() {
    return reason;
  }

  /** What was tried, in order; never empty. */
  public List<ResolveAttempt> attempts() {
    return attempts;
  }
}
