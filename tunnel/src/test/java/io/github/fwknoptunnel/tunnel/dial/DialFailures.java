package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** The failure that an opening ends with. */
final class DialFailures {
  private DialFailures() {}

  static <T extends ConnectFailure> T expect(Class<T> kind, Executable opening) {
    return assertInstanceOf(kind, assertThrows(ConnectFailedException.class, opening).failure());
  }
}
