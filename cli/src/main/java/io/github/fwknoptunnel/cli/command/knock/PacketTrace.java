package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.AlgorithmSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.PacketFields;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The packets that were sent, for {@code -v}: each field in the words of {@code inspect}, and never
 * a key. Sending and printing happen on different threads. Thread-safe.
 */
final class PacketTrace {
  private record Sent(SpaPacket packet, SpaServer server) {}

  /** What packets are made with, to open them again. No record, which would print the keys. */
  private static final class Opener {
    private final SpaKeys keys;
    private final SpaSuite suite;

    private Opener(SpaKeys keys, SpaSuite suite) {
      this.keys = keys;
      this.suite = suite;
    }
  }

  private final boolean wanted;
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private volatile Optional<Opener> opener = Optional.empty();

  /** A trace that prints nothing unless it is wanted. */
  PacketTrace(boolean wanted) {
    this.wanted = wanted;
  }

  /** Takes note of what goes over {@code transport}. */
  SpaTransport of(SpaTransport transport) {
    if (!wanted) {
      return transport;
    }
    return (packet, server) -> {
      transport.send(packet, server);
      sent.add(new Sent(packet, server));
    };
  }

  /**
   * Says what the packets are made with.
   *
   * @param keys empty in GPG mode, whose packets only the server can open
   */
  void madeWith(ConfigSources sources, Optional<ResolvedKeys> keys) throws CliException {
    if (wanted && keys.isPresent()) {
      SpaSuite suite = AlgorithmSettings.read(sources, keys.get());
      opener = Optional.of(new Opener(keys.get().keys(), suite));
    }
  }

  /** Prints those that were sent since the last call. */
  void print(Consumer<String> lines) {
    for (Sent next = sent.poll(); next != null; next = sent.poll()) {
      print(next.packet(), lines);
      lines.accept(PacketFields.line("destination", next.server()));
    }
  }

  /** Prints one that was not sent. */
  void print(SpaPacket packet, Consumer<String> lines) {
    if (wanted) {
      opener.ifPresentOrElse(
          with -> fields(with, packet).lines().forEach(lines),
          () ->
              lines.accept(PacketFields.line("encryption_mode", new EncryptionMode.Asymmetric())));
      lines.accept(PacketFields.line("packet_length", packet.wire().length()));
    }
  }

  private static PacketFields fields(Opener with, SpaPacket packet) {
    try {
      return new PacketFields(
          new SpaOpener(with.keys, with.suite).open(packet),
          with.keys.hmac().map(key -> with.suite.hmac()),
          new EncryptionMode.Symmetric(with.suite.mode()));
    } catch (PacketException e) {
      throw new AssertionError("made with these keys", e);
    }
  }
}
