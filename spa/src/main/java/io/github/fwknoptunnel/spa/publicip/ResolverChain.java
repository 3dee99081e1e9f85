package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks one resolver after the other until the rule is met. The time limits of the resolvers add up.
 *
 * @param resolvers in the order in which they are asked, each at most once
 */
public record ResolverChain(List<PublicIpResolver> resolvers, Rule rule)
    implements PublicIpResolver {
  /** When an answer counts. */
  public enum Rule {
    /** At once. */
    FIRST_ANSWER(1),
    /**
     * When a second resolver gave the same, in any order. One service that lies or is broken can
     * then not choose who is let in; more than one way out of a network can make it fail.
     */
    TWO_AGREE(2);

    private final int voices;

    Rule(int voices) {
      this.voices = voices;
    }
  }

  public ResolverChain {
    resolvers = List.copyOf(resolvers);
    if (resolvers.size() < rule.voices) {
      throw new IllegalArgumentException(rule + " with " + resolvers.size() + " resolvers");
    }
  }

  /** The first answer of these web services, with the usual limits. */
  public static ResolverChain of(List<ResolverUrl> urls) {
    return new ResolverChain(
        urls.stream().<PublicIpResolver>map(HttpResolver::new).toList(), Rule.FIRST_ANSWER);
  }

  @Override
  public AllowIp resolve() throws PublicIpException, InterruptedException {
    List<ResolveAttempt> attempts = new ArrayList<>();
    List<AllowIp> answers = new ArrayList<>();
    for (PublicIpResolver resolver : resolvers) {
      try {
        AllowIp answer = resolver.resolve();
        attempts.add(new ResolveAttempt.Answered(resolver.toString(), answer));
        answers.add(answer);
        if (answers.stream().filter(answer::equals).count() == rule.voices) {
          return answer;
        }
      } catch (PublicIpException e) {
        attempts.addAll(e.attempts());
      }
    }
    throw new PublicIpException(
        answers.isEmpty() ? Reason.NONE_ANSWERED : Reason.NO_AGREEMENT, attempts);
  }
}
