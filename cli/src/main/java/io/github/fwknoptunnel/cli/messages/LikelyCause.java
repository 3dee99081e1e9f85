package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.util.Collection;
import java.util.Optional;

/**
 * Why a port stays closed after a knock, the likelier first. A server that refuses a packet says
 * nothing, so they look the same to a client.
 */
public enum LikelyCause {
  /** Only for packets over IPv6. */
  FAMILY(
      "fwknopd supports IPv4 only (-6, --family)",
      "use -4, or check that the server listens on UDP over IPv6"),
  /** Only where the packets went to another port: a cause of its own making. */
  SERVER_PORT(
      "fwknopd of current Debian and Ubuntu captures UDP port 62201 only (-r, -p, -P)",
      "omit these options"),
  KEY(
      "the encryption key or HMAC key on the server is different",
      "run 'journalctl -u fwknop-server' on the server and look for HMAC"),
  CLOCK("a clock more than 2 minutes off", "run 'timedatectl' on both sides"),
  ADDRESS(
      "the server sees the packet and the connection from different addresses (-a names the address to allow)",
      "run 'fwknopd --fw-list' on the server and compare the address"),
  OPEN_PORTS(
      "the port is not in OPEN_PORTS", "compare the stanza of the server's access.conf with -A"),
  CAPTURE(
      "fwknopd captures UDP port 62201 only, or nothing without ENABLE_NFQ_CAPTURE Y (Ubuntu 24.04)",
      "compare 'tcpdump -ni any udp port 62201' with the log of fwknopd on the server"),
  QUEUE(
      "the packet is still queued (NFQUEUE), or the server opened only the first port",
      "knock again in 10 s, for one port"),
  LOST(
      "the packet was lost, or fwknopd is not running",
      "run 'tcpdump -ni any udp port 62201' and 'systemctl status fwknop-server' on the server");

  private final String words;
  private final String test;

  LikelyCause(String words, String test) {
    this.words = words;
    this.test = test;
  }

  /**
   * One line that names them all in their order; empty for a failure that has other reasons.
   *
   * @param suspected those that something speaks for come first
   */
  public static Optional<String> inOrder(
      ConnectFailure failure, Collection<LikelyCause> suspected) {
    return LikelyCauses.of(failure, suspected).map(LikelyCauses::line);
  }

  /** What settles whether it is this one. */
  String test() {
    return test;
  }

  @Override
  public String toString() {
    return words;
  }
}
