package io.github.fwknoptunnel.spa.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.address.AddressException.Reason;
import java.util.List;

/** What went wrong, for tests that want it to. */
final class Failures {
  private Failures() {}

  /** The one attempt of a resolver that has to fail for {@code reason}. */
  static Attempt.Failed failure(Reason reason, AddressResolver resolver) {
    AddressException e = assertThrows(AddressException.class, resolver::resolve);
    assertEquals(reason, e.reason(), e.toString());
    assertEquals(1, e.attempts().size());
    Attempt.Failed failed = (Attempt.Failed) e.attempts().get(0);
    assertEquals(reason, failed.reason());
    assertEquals(resolver.toString(), failed.resolver());
    return failed;
  }

  /** A failure as a resolver of that name would throw it. */
  static AddressException thrownBy(String resolver) {
    return new AddressException(
        Reason.UNREACHABLE, List.of(new Attempt.Failed(resolver, Reason.UNREACHABLE, "")));
  }
}
