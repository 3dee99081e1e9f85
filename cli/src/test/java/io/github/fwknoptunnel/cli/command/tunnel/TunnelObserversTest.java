package io.github.fwknoptunnel.cli.command.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TunnelObserversTest {
  private static final TunnelEvent FAILURE =
      new TunnelEvent.InternalFailure("a relay thread", new IOException("no memory"));

  private final AtomicInteger broken = new AtomicInteger();

  private TunnelListener listener(OutputStream out) throws Exception {
    EventLog log = new EventLog(new PrintStream(out, true), EventLog.Format.TEXT, false, "");
    return TunnelObservers.open(Optional.empty(), log, broken::incrementAndGet).of("home", log);
  }

  @Test
  void aPartThatFailsEndsTheProgramAndNothingElseDoes() throws Exception {
    TunnelListener listener = listener(OutputStream.nullOutputStream());
    listener.onEvent(new TunnelEvent.Accepted(1, new InetSocketAddress("127.0.0.1", 1)));
    listener.onEvent(new TunnelEvent.AcceptBackoff(new IOException("x"), Duration.ZERO));
    assertEquals(0, broken.get());
    listener.onEvent(FAILURE);
    assertEquals(1, broken.get());
  }

  /** What the log needs may be what has failed. */
  @Test
  void theProgramEndsAlsoIfTheLogFails() throws Exception {
    TunnelListener listener =
        listener(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new OutOfMemoryError("made up");
              }
            });
    assertThrows(OutOfMemoryError.class, () -> listener.onEvent(FAILURE));
    assertEquals(1, broken.get());
  }
}
