package io.github.fwknoptunnel.cli.linux;

import io.github.fwknoptunnel.tunnel.relay.StdioRelay;

/** The other ends of stdin and stdout, as poll(2) shows them. */
public final class StdioEnds implements StdioRelay.StreamEnds {
  private static final int POLLERR = 0x08;
  private static final int POLLHUP = 0x10;
  private static final int POLLNVAL = 0x20;

  @Override
  public boolean isInputHungUp() {
    return has(0, POLLHUP | POLLERR | POLLNVAL);
  }

  @Override
  public boolean isOutputBroken() {
    return has(1, POLLHUP | POLLERR | POLLNVAL);
  }

  /** No native access, or another system: nothing can be seen. */
  private static boolean has(int descriptor, int events) {
    try {
      return (LibcPoll.poll(descriptor) & events) != 0;
    } catch (LinkageError | RuntimeException e) {
      return false;
    }
  }
}
