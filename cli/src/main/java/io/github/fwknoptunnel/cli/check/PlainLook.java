package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One ordinary connect, for a tunnel that does not knock. */
public record PlainLook(InetSocketAddress address, Duration patience) {
  private static final String TOPIC = "port";

  public Finding look() {
    Seen seen = new Seen(address, 0, 1, patience);
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) patience.toMillis());
      return Finding.good(TOPIC, AddressWords.of(address) + " is open");
    } catch (SocketTimeoutException e) {
      return Finding.of(TOPIC, OpenWords.of(new OpenFailure.Silent(seen)));
    } catch (ConnectException e) {
      return Finding.of(TOPIC, OpenWords.of(new OpenFailure.Refused(seen)));
    } catch (IOException e) {
      return Finding.of(TOPIC, OpenWords.of(new OpenFailure.Unreachable(seen, e)));
    }
  }
}
