package io.github.fwknoptunnel.examples.adapters;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Function;
import javax.net.SocketFactory;

/** Opens a port before Netty connects to it. The server sees one connection more. */
public final class KnockingAddresses extends AddressResolverGroup<InetSocketAddress> {
  private final SocketFactory sockets;

  public KnockingAddresses(SocketFactory sockets) {
    this.sockets = sockets;
  }

  private <T> void open(InetSocketAddress to, Promise<T> done, Function<InetSocketAddress, T> as) {
    Thread.startVirtualThread(() -> {
      try {
        Socket probe = sockets.createSocket(to.getHostString(), to.getPort());
        probe.close();
        done.trySuccess(as.apply(new InetSocketAddress(probe.getInetAddress(), to.getPort())));
      } catch (IOException | RuntimeException | Error e) {
        done.tryFailure(e);
      }
    });
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {
      @Override
      protected boolean doIsResolved(InetSocketAddress address) {
        return false; // The port of an address that is known has to be opened, too.
      }

      @Override
      protected void doResolve(InetSocketAddress to, Promise<InetSocketAddress> opened) {
        open(to, opened, address -> address);
      }

      @Override
      protected void doResolveAll(InetSocketAddress to, Promise<List<InetSocketAddress>> opened) {
        open(to, opened, List::of);
      }
    };
  }
}
