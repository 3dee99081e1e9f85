package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.util.List;

/** What went wrong, for tests that want it to. */
final class Failures {
  private Failures() {}

  /** The one attempt of a resolver that has to fail for {@code reason}. */
  static ResolveAttempt.Failed failure(Reason reason, PublicIpResolver resolver) {
    PublicIpException e = assertThrows(PublicIpException.class, resolver::resolve);
    assertEquals(reason, e.reason(), e.toString());
    assertEquals(1, e.attempts().size());
    ResolveAttempt.Failed failed = (ResolveAttempt.Failed) e.attempts().get(0);
    assertEquals(reason, failed.reason());
    assertEquals(resolver.toString(), failed.resolver());
    return failed;
  }

  /** A failure as a resolver of that name would throw it. */
  static PublicIpException thrownBy(String resolver) {
    return new PublicIpException(
        Reason.UNREACHABLE, List.of(new ResolveAttempt.Failed(resolver, Reason.UNREACHABLE, "")));
  }
}
