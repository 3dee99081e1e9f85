package io.github.fwknoptunnel.cli.linux;

import io.github.fwknoptunnel.tunnel.relay.SplicePipe;
import io.github.fwknoptunnel.tunnel.relay.SpliceProvider;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code splice(2)}, for the relay. Available where native access is allowed, so that the JVM does
 * not warn.
 */
public final class LinuxSpliceProvider implements SpliceProvider {
  private final AtomicBoolean checked = new AtomicBoolean();
  private volatile boolean ready;

  @Override
  public boolean ready() {
    if (!ready && !checked.get() && checked.compareAndSet(false, true) && possible()) {
      // It takes longer than connections should wait.
      Thread.ofPlatform().name("splicing").daemon().start(this::load);
    }
    return ready;
  }

  private static boolean possible() {
    return SockaddrLayout.here().filter(SockaddrLayout.LINUX::equals).isPresent()
        && LinuxSpliceProvider.class.getModule().isNativeAccessEnabled()
        && ChannelDescriptor.available();
  }

  private void load() {
    LibcPipe.load();
    ready = true;
  }

  @Override
  public OptionalInt descriptor(SocketChannel channel) {
    return channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)
        ? ChannelDescriptor.of(channel)
        : OptionalInt.empty();
  }

  @Override
  public OptionalLong unacknowledged(int descriptor) {
    int bytes = new LibcPipe().unacknowledged(descriptor);
    return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  @Override
  public SplicePipe open(int capacity) throws IOException {
    return LinuxPipe.open(capacity);
  }
}
