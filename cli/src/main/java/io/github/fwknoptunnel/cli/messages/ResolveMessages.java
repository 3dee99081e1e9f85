package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import io.github.fwknoptunnel.spa.publicip.ResolveAttempt;
import java.util.List;
import java.util.stream.Collectors;

/** Messages about a public address that was not found. */
public final class ResolveMessages {
  private ResolveMessages() {}

  public static CliError of(PublicIpException e) {
    return new CliError(
        ExitStatus.KNOCK_FAILED, error(e.reason(), e.attempts()), hint(e.reason(), e.attempts()));
  }

  private static String error(Reason reason, List<ResolveAttempt> attempts) {
    String what =
        reason == Reason.NO_AGREEMENT
            ? "services do not agree on the public address of this machine: "
            : "the public address of this machine cannot be found: ";
    return what
        + attempts.stream().map(ResolveMessages::response).collect(Collectors.joining("; "));
  }

  private static String response(ResolveAttempt attempt) {
    return switch (attempt) {
      case ResolveAttempt.Answered answered -> answered.resolver() + " says " + answered.address();
      case ResolveAttempt.Failed failed ->
          failed.resolver() + " " + failure(failed.reason(), failed.response());
    };
  }

  private static String failure(Reason reason, String response) {
    return switch (reason) {
      case NAME_NOT_RESOLVED -> "has no address";
      case UNREACHABLE -> "cannot be reached";
      case TLS_FAILED -> "has an untrusted certificate";
      case TIMED_OUT -> "gave no answer in time";
      case NO_ANSWER -> "closed the connection without an answer";
      case BAD_STATUS -> "answered with status " + response;
      case TOO_LONG -> "answered with more than an address";
      case EMPTY -> "returned an empty response";
      case NOT_AN_IPV4_ADDRESS -> "answered '" + response + "', which is not an IPv4 address";
      case NOT_PUBLIC -> "answered " + response + ", which is not a public address";
      case NONE_ANSWERED -> "did not answer";
      case NO_AGREEMENT -> "does not agree";
    };
  }

  private static String hint(Reason reason, List<ResolveAttempt> attempts) {
    boolean unreachable =
        reason != Reason.NO_AGREEMENT
            && attempts.stream()
                .allMatch(attempt ->
                    attempt instanceof ResolveAttempt.Failed failed && isSilence(failed.reason()));
    return unreachable
        ? "check the network, or use -s (source address of the packet)"
        : "use -s (source address of the packet) or -a ADDRESS";
  }

  private static boolean isSilence(Reason reason) {
    return switch (reason) {
      case NAME_NOT_RESOLVED, UNREACHABLE, TIMED_OUT -> true;
      case TLS_FAILED, NO_ANSWER, BAD_STATUS, TOO_LONG, EMPTY -> false;
      case NOT_AN_IPV4_ADDRESS, NOT_PUBLIC, NONE_ANSWERED, NO_AGREEMENT -> false;
    };
  }
}
