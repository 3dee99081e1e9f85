package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.tunnel.dial.DialResult;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The upstream of one connection: already connected, or the addresses to connect to. */
public sealed interface Upstream {
  /** The probe that found the port open; it belongs to the receiver, who must use or close it. */
  record Connected(DialResult result) implements Upstream {}

  /**
   * The port is open, or there is none: connect once.
   *
   * @param cachedAccess the port was opened earlier and is only thought to be open still; silence
   *     means knock
   */
  record Addresses(List<InetSocketAddress> addresses, Duration timeout, boolean cachedAccess)
      implements Upstream {}
}
