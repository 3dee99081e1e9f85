package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import io.github.fwknoptunnel.spa.publicip.ResolverChain.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverChainTest {
  private static final AllowIp ME = new AllowIp("203.0.113.7");
  private static final AllowIp OTHER = new AllowIp("198.51.100.66");

  @Test
  void theFirstAnswerIsTakenAndNobodyIsAskedAfterIt() throws Exception {
    assertEquals(ME, first(broken("a"), saying("b", ME), untouchable()).resolve());
  }

  @Test
  void whereNobodyAnswersEachFailureIsTold() {
    PublicIpException e =
        assertThrows(PublicIpException.class, first(broken("a"), broken("b"))::resolve);
    assertEquals(Reason.NONE_ANSWERED, e.reason());
    assertEquals(
        List.of(
            new ResolveAttempt.Failed("a", Reason.UNREACHABLE, ""),
            new ResolveAttempt.Failed("b", Reason.UNREACHABLE, "")),
        e.attempts());
  }

  @Test
  void twoThatAgreeAreTakenWhereverTheyStand() throws Exception {
    assertEquals(
        ME,
        agreed(saying("a", ME), broken("b"), saying("c", OTHER), saying("d", ME), untouchable())
            .resolve());
  }

  @Test
  void whereNoTwoAgreeEachAnswerIsTold() {
    PublicIpException e =
        assertThrows(PublicIpException.class, agreed(saying("a", ME), saying("b", OTHER))::resolve);
    assertEquals(Reason.NO_AGREEMENT, e.reason());
    assertEquals(
        List.of(new ResolveAttempt.Answered("a", ME), new ResolveAttempt.Answered("b", OTHER)),
        e.attempts());
  }

  @Test
  void oneAnswerIsNoAgreement() {
    PublicIpException e =
        assertThrows(PublicIpException.class, agreed(saying("a", ME), broken("b"))::resolve);
    assertEquals(Reason.NO_AGREEMENT, e.reason());
    assertEquals(2, e.attempts().size());
  }

  @Test
  void aChainWithinAChainTellsAllAttempts() {
    PublicIpException e =
        assertThrows(
            PublicIpException.class, first(first(broken("a"), broken("b")), broken("c"))::resolve);
    assertEquals(
        List.of("a", "b", "c"), e.attempts().stream().map(ResolveAttempt::resolver).toList());
  }

  @Test
  void anInterruptIsNoReasonToAskTheNext() {
    PublicIpResolver interrupted =
        () -> {
          throw new InterruptedException("test");
        };
    assertThrows(InterruptedException.class, first(interrupted, untouchable())::resolve);
  }

  @Test
  void aRuleThatCannotBeMetIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> first());
    assertThrows(IllegalArgumentException.class, () -> agreed(saying("a", ME)));
  }

  @Test
  void webServicesAreAskedInTheirOrderForPublicAddresses() {
    ResolverChain chain = ResolverChain.of(ResolverUrl.PUBLIC);
    assertEquals(
        ResolverUrl.PUBLIC,
        chain.resolvers().stream()
            .map(resolver -> assertInstanceOf(HttpResolver.class, resolver).url())
            .toList());
    assertTrue(
        chain.resolvers().stream()
            .allMatch(resolver -> ((HttpResolver) resolver).scope() == AcceptedRange.PUBLIC));
    assertEquals(Rule.FIRST_ANSWER, chain.rule());
  }

  private static ResolverChain first(PublicIpResolver... resolvers) {
    return new ResolverChain(List.of(resolvers), Rule.FIRST_ANSWER);
  }

  private static ResolverChain agreed(PublicIpResolver... resolvers) {
    return new ResolverChain(List.of(resolvers), Rule.TWO_AGREE);
  }

  private static PublicIpResolver saying(String name, AllowIp answer) {
    return new Named(name, () -> answer);
  }

  private static PublicIpResolver broken(String name) {
    return new Named(
        name,
        () -> {
          throw Failures.thrownBy(name);
        });
  }

  private static PublicIpResolver untouchable() {
    return () -> {
      throw new AssertionError("nobody needed to ask this one");
    };
  }

  private record Named(String name, PublicIpResolver resolver) implements PublicIpResolver {
    @Override
    public AllowIp resolve() throws PublicIpException, InterruptedException {
      return resolver.resolve();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
