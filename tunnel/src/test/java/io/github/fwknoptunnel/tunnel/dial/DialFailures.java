package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import org.junit.jupiter.api.function.Executable;

/** The failure that an opening ends with. */
final class DialFailures {
  private DialFailures() {}

  static <T extends ConnectFailure> T expect(Class<T> kind, Executable opening) {
    return assertInstanceOf(kind, assertThrows(ConnectFailedException.class, opening).failure());
  }
}
