package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import io.github.fwknoptunnel.spa.publicip.ResolveAttempt;
import java.util.List;
import java.util.stream.Collectors;

/** Words for a public address that nobody told. */
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
    return what + attempts.stream().map(ResolveMessages::said).collect(Collectors.joining("; "));
  }

  private static String said(ResolveAttempt attempt) {
    return switch (attempt) {
      case ResolveAttempt.Answered answered -> answered.resolver() + " says " + answered.address();
      case ResolveAttempt.Failed failed ->
          failed.resolver() + " " + failure(failed.reason(), failed.said());
    };
  }

  private static String failure(Reason reason, String said) {
    return switch (reason) {
      case NAME_NOT_RESOLVED -> "has no address";
      case UNREACHABLE -> "cannot be reached";
      case TLS_FAILED -> "has no certificate that is trusted";
      case TIMED_OUT -> "gave no answer in time";
      case NO_ANSWER -> "broke off without an answer";
      case BAD_STATUS -> "answered with status " + said;
      case TOO_LONG -> "answered with more than an address";
      case EMPTY -> "answered with nothing";
      case NOT_AN_IPV4_ADDRESS -> "answered '" + said + "', which is no IPv4 address";
      case NOT_PUBLIC -> "answered " + said + ", which nobody has on the internet";
      case NONE_ANSWERED -> "did not answer";
      case NO_AGREEMENT -> "does not agree";
    };
  }

  private static String hint(Reason reason, List<ResolveAttempt> attempts) {
    boolean nobodyThere =
        reason != Reason.NO_AGREEMENT
            && attempts.stream()
                .allMatch(attempt ->
                    attempt instanceof ResolveAttempt.Failed failed && isSilence(failed.reason()));
    return nobodyThere
        ? "is there a network? -s lets in what the packet comes from and asks nobody"
        : "-s lets in what the packet comes from, -a an address that you know";
  }

  private static boolean isSilence(Reason reason) {
    return switch (reason) {
      case NAME_NOT_RESOLVED, UNREACHABLE, TIMED_OUT -> true;
      case TLS_FAILED, NO_ANSWER, BAD_STATUS, TOO_LONG, EMPTY -> false;
      case NOT_AN_IPV4_ADDRESS, NOT_PUBLIC, NONE_ANSWERED, NO_AGREEMENT -> false;
    };
  }
}
