package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries one resolver after the other until the rule is met. The time limits of the resolvers add
 * up. Thread-safe.
 *
 * @param resolvers in the order in which they are queried, each at most once; at least as many as
 *     the rule needs
 * @param rule how many answers are needed
 */
public record ResolverChain(List<PublicIpResolver> resolvers, Rule rule)
    implements PublicIpResolver {
  /** When an answer is accepted. */
  public enum Rule {
    /** The first answer is accepted. */
    FIRST_ANSWER(1),
    /**
     * Two resolvers must return the same address. A single service that lies or is broken then
     * cannot choose who is let in. This can fail in a network with several public addresses.
     */
    TWO_AGREE(2);

    private final int voices;

    Rule(int voices) {
      this.voices = voices;
    }
  }

  /** Checks that there are enough resolvers for the rule. */
  public ResolverChain {
    resolvers = List.copyOf(resolvers);
    if (resolvers.size() < rule.voices) {
      throw new IllegalArgumentException(rule + " with " + resolvers.size() + " resolvers");
    }
  }

  /**
   * {@return a chain that accepts the first answer, with the default limits of {@link
   * HttpResolver}}
   *
   * @param urls at least one, in the order in which they are queried
   */
  public static ResolverChain of(List<ResolverUrl> urls) {
    return new ResolverChain(
        urls.stream().<PublicIpResolver>map(url -> HttpResolver.of(url, Optional.empty())).toList(),
        Rule.FIRST_ANSWER);
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
