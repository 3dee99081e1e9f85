package io.github.fwknoptunnel.spa.publicip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure to find the public address. Lists each resolver and its result. */
public final class PublicIpException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why there is no address. All but the last two concern a single resolver. */
  public enum Reason {
    /** The service's name has no address. */
    NAME_NOT_RESOLVED,
    /** No connection to the service. */
    UNREACHABLE,
    /** TLS failed or the certificate is not trusted; perhaps a captive portal answered. */
    TLS_FAILED,
    /** No complete answer within the time limit. */
    TIMED_OUT,
    /** The connection ended before an answer, or the answer was not HTTP. */
    NO_ANSWER,
    /** An HTTP status other than 200; see {@link ResolveAttempt.Failed#response}. */
    BAD_STATUS,
    /** An answer longer than an address can be. */
    TOO_LONG,
    /** An empty answer. */
    EMPTY,
    /** An answer that does not start with an IPv4 address on a line of its own. */
    NOT_AN_IPV4_ADDRESS,
    /**
     * An address that the {@link AcceptedRange} of the resolver excludes, such as {@code 10.0.0.1}
     * with {@link AcceptedRange#PUBLIC}.
     */
    NOT_PUBLIC,
    /** None of several resolvers answered. */
    NONE_ANSWERED,
    /** No two answers were the same. */
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

  /** {@return why there is no address} */
  public Reason reason() {
    return reason;
  }

  /** {@return what was tried, in order; never empty} */
  public List<ResolveAttempt> attempts() {
    return attempts;
  }
}
