package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.messages.LikelyCauses;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Knocks once and connects, as a run would.
 *
 * @param target of the connection
 * @param timeout with the port; only one knock is sent
 */
public record KnockCheck(KnockTarget target, Duration delay, Duration timeout) {
  /** Longer than the way to the other end of the world and back. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  /** A target of no connection in particular. */
  public static KnockTarget target(String host, InetAddress address, int port) {
    return new KnockTarget(host, address, port, 0);
  }

  /**
   * What comes of it.
   *
   * @param suspected causes that something speaks for already
   */
  public List<Finding> run(Knocker knocker, Collection<LikelyCause> suspected)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    if (isOpen()) {
      findings.add(
          Finding.fail(
              Topic.PORT,
              where() + " is open before the knock, so the test proves nothing",
              "close the port in the firewall, or wait until the access window of an earlier knock ends"));
    }
    findings.add(knock(knocker, suspected));
    return findings;
  }

  private Finding knock(Knocker knocker, Collection<LikelyCause> suspected)
      throws InterruptedException {
    try {
      DialResult opened =
          new Dialer(delay, timeout, 1).dial(address(), () -> knocker.knock(target));
      opened.channel().close();
      return Finding.ok(
          Topic.PORT,
          "%s is open %s after the knock, at probe %d"
              .formatted(where(), ConnectFailureMessages.time(opened.took()), opened.probes()));
    } catch (ConnectFailedException e) {
      return explain(e.failure(), suspected);
    } catch (IOException e) {
      throw new AssertionError("closing a socket that is connected does not fail", e);
    }
  }

  private static Finding explain(ConnectFailure failure, Collection<LikelyCause> suspected) {
    CliError problem = ConnectFailureMessages.of(failure);
    return LikelyCauses.of(failure, suspected)
        .map(causes ->
            new Finding(
                Topic.PORT,
                Severity.FAIL,
                problem.error(),
                Optional.of(causes.line()),
                causes.lines()))
        .orElseGet(() -> Finding.of(Topic.PORT, problem));
  }

  private boolean isOpen() {
    try (Socket socket = new Socket()) {
      socket.connect(address(), (int) GLANCE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private InetSocketAddress address() {
    return target.socketAddress();
  }

  private String where() {
    return AddressFormatter.of(address());
  }
}
