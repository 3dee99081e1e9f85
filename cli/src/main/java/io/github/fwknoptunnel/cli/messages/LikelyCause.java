package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.util.Collection;
import java.util.Optional;

/**
 * Why a port stays closed after a knock, the likelier first. A server that refuses a packet says
 * nothing, so from here they all look alike.
 */
public enum LikelyCause {
  /** Only where the packets went to another port: a cause of its own making. */
  SERVER_PORT(
      "current Debian and Ubuntu servers hear only UDP port 62201 (-r, -p, -P)",
      "knock without these options"),
  KEY(
      "another key or HMAC key on the server",
      "its log, 'journalctl -u fwknop-server', names HMAC"),
  CLOCK("a clock more than 2 minutes off", "run 'timedatectl' on both sides"),
  ADDRESS(
      "another address of this machine seen there (-a)",
      "'fwknopd --fw-list' on the server shows for which address it opened"),
  OPEN_PORTS(
      "the port not in its OPEN_PORTS", "compare the stanza of the server's access.conf with -A"),
  CAPTURE(
      "fwknopd hears UDP port 62201 only, or nothing without ENABLE_NFQ_CAPTURE Y (Ubuntu 24.04)",
      "its log stays empty, while 'tcpdump -ni any udp port 62201' on the server shows the packet"),
  QUEUE(
      "the packet still in its queue (NFQUEUE), or only the first of its ports opened",
      "knock once more in 10 s, for one port"),
  LOST(
      "the packet lost on its way, or no fwknopd running there",
      "'tcpdump -ni any udp port 62201' and 'systemctl status fwknop-server' on the server");

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
