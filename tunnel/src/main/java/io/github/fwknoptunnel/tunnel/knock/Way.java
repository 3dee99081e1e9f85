package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Opened;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** How one connection gets through. */
public sealed interface Way {
  /** The probe that found the door open; it belongs to the receiver, who must use or close it. */
  record Through(Opened opened) implements Way {}

  /**
   * The door is open, or there is none: connect once.
   *
   * @param trusted the door was opened earlier and is only thought to be open still; silence means
   *     knock
   */
  record Connect(List<InetSocketAddress> addresses, Duration patience, boolean trusted)
      implements Way {}
}
