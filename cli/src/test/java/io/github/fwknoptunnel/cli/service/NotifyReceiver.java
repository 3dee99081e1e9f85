package io.github.fwknoptunnel.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A socket like systemd's; a Perl that every Debian has listens at it. */
public final class NotifyReceiver implements AutoCloseable {
  private static final String RECEIVER =
      """
      use Socket; $| = 1;
      socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die;
      $ARGV[0] =~ s/^@/\\0/;
      bind($s, pack_sockaddr_un($ARGV[0])) or die;
      print "bound\\n";
      while (defined recv($s, my $m, 4096, 0)) { $m =~ s/\\n/ /g; print "$m\\n"; }
      """;

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Process process;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

  private NotifyReceiver(Process process) {
    this.process = process;
  }

  /**
   * Listens when it returns.
   *
   * @param address a path, or a name after an {@code @}
   */
  public static NotifyReceiver at(String address) throws IOException {
    Process perl =
        new ProcessBuilder("perl", "-e", RECEIVER, address).redirectErrorStream(true).start();
    NotifyReceiver receiver = new NotifyReceiver(perl);
    BufferedReader lines = perl.inputReader();
    assertEquals("bound", lines.readLine());
    Thread.ofVirtual().start(() -> lines.lines().forEach(receiver.messages::add));
    return receiver;
  }

  /** The next message, in one line; fails if none comes. */
  public String next() throws InterruptedException {
    String message = messages.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(message, "nothing was told");
    return message;
  }

  /** The next message, if one comes soon. */
  public Optional<String> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(messages.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Reads nothing from now on. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String kill = "kill -s " + name + " " + process.pid();
    assertEquals(0, new ProcessBuilder("sh", "-c", kill).start().waitFor());
  }

  @Override
  public void close() {
    // By its handle: the process itself would close the messages, which are being read.
    process.toHandle().destroy();
  }
}
