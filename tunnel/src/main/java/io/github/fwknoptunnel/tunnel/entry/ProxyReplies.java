package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.nio.ByteBuffer;

/** The replies of one proxy protocol. */
public interface ProxyReplies {
  /** The connection to the target exists. */
  ByteBuffer connected();

  ByteBuffer refused(Reason reason);

  /** No connection to the target came about; the text says why, where there is a place for it. */
  ByteBuffer failed(ConnectFailure failure, String text);

  /** Nothing at all, for clients of another protocol. */
  ProxyReplies SILENCE =
      new ProxyReplies() {
        @Override
        public ByteBuffer connected() {
          return ByteBuffer.allocate(0);
        }

        @Override
        public ByteBuffer refused(Reason reason) {
          return ByteBuffer.allocate(0);
        }

        @Override
        public ByteBuffer failed(ConnectFailure failure, String text) {
          return ByteBuffer.allocate(0);
        }
      };
}
