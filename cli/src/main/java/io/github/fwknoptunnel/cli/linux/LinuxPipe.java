package io.github.fwknoptunnel.cli.linux;

import io.github.fwknoptunnel.tunnel.relay.SplicePipe;
import java.io.IOException;
import java.util.Set;

/** A pipe that does not block, and the bytes in it. */
final class LinuxPipe implements SplicePipe {
  private static final int EAGAIN = 11;

  /** EPERM, ENOMEM, EINVAL, ENOSYS: not this way, here or now. */
  private static final Set<Integer> NOT_SPLICED = Set.of(EAGAIN, 1, 12, 22, 38);

  private final LibcPipe calls;
  private final int out;
  private final int in;
  private int bytes;
  private boolean open = true;

  private LinuxPipe(LibcPipe calls, int out, int in) {
    this.calls = calls;
    this.out = out;
    this.in = in;
  }

  static LinuxPipe open(int capacity) throws IOException {
    LibcPipe calls = new LibcPipe();
    LibcPipe.Ends ends = calls.pipe();
    LinuxPipe pipe = new LinuxPipe(calls, ends.out(), ends.in());
    if (calls.resize(ends.out(), capacity) < 0) {
      pipe.close();
      throw new IOException("no pipe of " + capacity + " bytes, errno " + calls.errno());
    }
    return pipe;
  }

  @Override
  public int fill(int descriptor, int most) throws IOException {
    int count = calls.splice(descriptor, in, most);
    if (count == 0) {
      return EOF;
    }
    if (count < 0) {
      int errno = calls.errno();
      if (NOT_SPLICED.contains(errno)) {
        return 0;
      }
      throw new IOException("splice from a socket, errno " + errno);
    }
    bytes = count;
    return count;
  }

  @Override
  public void drain(int descriptor) throws IOException {
    int count = calls.splice(out, descriptor, bytes);
    if (count >= 0) {
      bytes -= count;
    } else if (calls.errno() != EAGAIN) {
      throw new IOException("splice to a socket, errno " + calls.errno());
    }
  }

  @Override
  public int bytes() {
    return bytes;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      bytes = 0;
      calls.close(out);
      calls.close(in);
    }
  }
}
