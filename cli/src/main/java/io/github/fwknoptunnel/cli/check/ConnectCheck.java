package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One ordinary connect, for a tunnel that does not knock. */
public record ConnectCheck(InetSocketAddress address, Duration timeout) {
  public Finding run() {
    ConnectFailure.DialStats seen = new ConnectFailure.DialStats(address, 0, 1, timeout);
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) timeout.toMillis());
      return Finding.ok(Topic.PORT, AddressFormatter.of(address) + " is open");
    } catch (SocketTimeoutException e) {
      return Finding.of(Topic.PORT, ConnectFailureMessages.of(new ConnectFailure.TimedOut(seen)));
    } catch (ConnectException e) {
      return Finding.of(
          Topic.PORT, ConnectFailureMessages.of(new ConnectFailure.ConnectionRefused(seen)));
    } catch (IOException e) {
      return Finding.of(
          Topic.PORT, ConnectFailureMessages.of(new ConnectFailure.Unreachable(seen, e)));
    }
  }
}
