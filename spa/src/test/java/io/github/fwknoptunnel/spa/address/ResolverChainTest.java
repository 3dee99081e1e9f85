package io.github.fwknoptunnel.spa.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.address.AddressException.Reason;
import io.github.fwknoptunnel.spa.address.ResolverChain.Rule;
import io.github.fwknoptunnel.spa.message.AllowedSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverChainTest {
  private static final AllowedSource ME = new AllowedSource("203.0.113.7");
  private static final AllowedSource OTHER = new AllowedSource("198.51.100.66");

  @Test
  void theFirstAnswerIsTakenAndNobodyIsAskedAfterIt() throws Exception {
    assertEquals(ME, first(broken("a"), saying("b", ME), untouchable()).resolve());
  }

  @Test
  void whereNobodyAnswersEachFailureIsTold() {
    AddressException e =
        assertThrows(AddressException.class, first(broken("a"), broken("b"))::resolve);
    assertEquals(Reason.NONE_ANSWERED, e.reason());
    assertEquals(
        List.of(
            new Attempt.Failed("a", Reason.UNREACHABLE, ""),
            new Attempt.Failed("b", Reason.UNREACHABLE, "")),
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
    AddressException e =
        assertThrows(AddressException.class, agreed(saying("a", ME), saying("b", OTHER))::resolve);
    assertEquals(Reason.NO_AGREEMENT, e.reason());
    assertEquals(
        List.of(new Attempt.Answered("a", ME), new Attempt.Answered("b", OTHER)), e.attempts());
  }

  @Test
  void oneAnswerIsNoAgreement() {
    AddressException e =
        assertThrows(AddressException.class, agreed(saying("a", ME), broken("b"))::resolve);
    assertEquals(Reason.NO_AGREEMENT, e.reason());
    assertEquals(2, e.attempts().size());
  }

  @Test
  void aChainWithinAChainTellsAllAttempts() {
    AddressException e =
        assertThrows(
            AddressException.class, first(first(broken("a"), broken("b")), broken("c"))::resolve);
    assertEquals(List.of("a", "b", "c"), e.attempts().stream().map(Attempt::resolver).toList());
  }

  @Test
  void anInterruptIsNoReasonToAskTheNext() {
    AddressResolver interrupted =
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
            .allMatch(resolver -> ((HttpResolver) resolver).scope() == AddressScope.PUBLIC));
    assertEquals(Rule.FIRST_ANSWER, chain.rule());
  }

  private static ResolverChain first(AddressResolver... resolvers) {
    return new ResolverChain(List.of(resolvers), Rule.FIRST_ANSWER);
  }

  private static ResolverChain agreed(AddressResolver... resolvers) {
    return new ResolverChain(List.of(resolvers), Rule.TWO_AGREE);
  }

  private static AddressResolver saying(String name, AllowedSource answer) {
    return new Named(name, () -> answer);
  }

  private static AddressResolver broken(String name) {
    return new Named(
        name,
        () -> {
          throw Failures.thrownBy(name);
        });
  }

  private static AddressResolver untouchable() {
    return () -> {
      throw new AssertionError("nobody needed to ask this one");
    };
  }

  private record Named(String name, AddressResolver resolver) implements AddressResolver {
    @Override
    public AllowedSource resolve() throws AddressException, InterruptedException {
      return resolver.resolve();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
