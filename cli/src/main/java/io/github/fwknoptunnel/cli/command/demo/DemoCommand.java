package io.github.fwknoptunnel.cli.command.demo;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** The whole story on one machine: a closed port, a knock, an open port, bytes there and back. */
public final class DemoCommand implements Command {
  private static final int PAYLOAD = 4 * 1024 * 1024;

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console) throws CliException {
    PrintStream out = console.out();
    try (SpaKeys keys = newKeys();
        DemoFirewall firewall = DemoFirewall.start(new SpaOpener(keys, SpaSuite.DEFAULT));
        Tunnel tunnel = Tunnel.open(config(firewall, keys), new DemoLog(out))) {
      out.printf("A service listens behind a closed port, 127.0.0.1:%d.%n", firewall.port());
      out.printf(
          "connect without a knock  %s%n",
          firewall.isShut() ? "refused, as expected" : "connected");
      out.printf("tunnel                   listens on 127.0.0.1:%d%n", tunnel.address().getPort());
      boolean same = DemoFirewall.echo(tunnel.address(), PAYLOAD);
      out.printf(
          "relayed                  %d bytes upstream, %d downstream, %s%n",
          PAYLOAD, PAYLOAD, same ? "identical" : "DIFFERENT");
      out.println("Next: 'fwknop-tunnel setup HOST' guides through a tunnel to your own server.");
      return same ? ExitStatus.OK : ExitStatus.FAILED;
    } catch (IOException e) {
      throw new CliException(
          new CliError(ExitStatus.FAILED, "the demo failed: " + e.getMessage()), e);
    }
  }

  private static TunnelConfig config(DemoFirewall firewall, SpaKeys keys) {
    SpaRequest request = SpaRequest.access(PortSpec.tcp(firewall.port()));
    SpaKnocker knocker =
        new SpaKnocker(
            SpaClient.builder(keys).build(), request, "127.0.0.1", firewall.knockPort(), 3);
    return TunnelConfig.builder("127.0.0.1", firewall.port())
        .knock(
            new TunnelConfig.KnockConfig(
                knocker, Duration.ZERO, Optional.of(Duration.ofSeconds(20))))
        .build();
  }

  private static SpaKeys newKeys() {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[EncryptionKey.MAX_BYTES];
    byte[] hmacKey = new byte[HmacKey.MAX_BYTES / 2];
    random.nextBytes(key);
    random.nextBytes(hmacKey);
    try {
      return SpaKeys.of(EncryptionKey.of(key), HmacKey.of(hmacKey));
    } catch (KeyException e) {
      throw new AssertionError("32 and 64 random bytes are good keys", e);
    }
  }

  /** Tells the events that matter here. */
  private record DemoLog(PrintStream out) implements TunnelListener {
    @Override
    public void onEvent(TunnelEvent event) {
      switch (event) {
        case TunnelEvent.KnockSent e when e.result() instanceof KnockResult.PacketSent sent ->
            out.printf("knock                    %d bytes to udp %s%n", sent.bytes(), sent.to());
        case TunnelEvent.PortOpened e ->
            out.printf(
                "open                     %s after the knock, at probe %d%n",
                ConnectFailureMessages.time(e.took()), e.probes());
        case TunnelEvent.ConnectFailed e ->
            out.printf(
                "not open                 %s%n", ConnectFailureMessages.of(e.failure()).error());
        default -> {}
      }
    }
  }
}
