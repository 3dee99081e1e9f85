package io.github.fwknoptunnel.examples.adapters;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connects Jedis to a Redis server behind a closed port. Without TLS. */
public record KnockingJedisSockets(
    SocketFactory sockets, HostAndPort server, JedisClientConfig config)
    implements JedisSocketFactory {
  public KnockingJedisSockets {
    if (config.isSsl()) {
      throw new IllegalArgumentException("these sockets have no TLS");
    }
  }

  @Override
  public Socket createSocket() {
    try {
      Socket socket = sockets.createSocket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(config.getSocketTimeoutMillis());
      InetSocketAddress address =
          InetSocketAddress.createUnresolved(server.getHost(), server.getPort());
      socket.connect(address, config.getConnectionTimeoutMillis());
      return socket;
    } catch (IOException e) {
      throw new JedisConnectionException("cannot connect to " + server, e);
    }
  }
}
