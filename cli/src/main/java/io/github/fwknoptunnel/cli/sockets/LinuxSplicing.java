package io.github.fwknoptunnel.cli.sockets;

import io.github.fwknoptunnel.tunnel.relay.SplicePipe;
import io.github.fwknoptunnel.tunnel.relay.Splicing;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code splice(2)}, for the relay. Ready where native access is allowed, so that nobody warns. */
public final class LinuxSplicing implements Splicing {
  /** A relay of thousands copies rather than stop for the look. */
  private static final int LOOKED_AT = 4096;

  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean ready;

  @Override
  public boolean ready() {
    if (!ready && !asked.get() && asked.compareAndSet(false, true) && possible()) {
      // It takes longer than connections should wait.
      Thread.ofPlatform().name("splicing").daemon().start(this::load);
    }
    return ready;
  }

  private static boolean possible() {
    return SocketAbi.here().filter(SocketAbi.LINUX::equals).isPresent()
        && LinuxSplicing.class.getModule().isNativeAccessEnabled();
  }

  private void load() {
    SocketCalls.load();
    PipeCalls.load();
    ready = true;
  }

  @Override
  public OptionalInt descriptor(SocketChannel channel) {
    try {
      return new Descriptors(SocketAbi.LINUX, LOOKED_AT).of(channel);
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public SplicePipe open(int capacity) throws IOException {
    return LinuxPipe.open(capacity);
  }
}
