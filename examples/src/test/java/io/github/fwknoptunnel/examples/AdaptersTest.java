package io.github.fwknoptunnel.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.examples.adapters.KnockingAddresses;
import io.github.fwknoptunnel.examples.adapters.KnockingJedisSockets;
import io.github.fwknoptunnel.spa.testing.Capture;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/** Libraries that connect to a closed port, each as docs/JAVA.md says. */
@Timeout(180)
class AdaptersTest {
  private static final Path ADAPTERS =
      Path.of("src/main/java/io/github/fwknoptunnel/examples/adapters");

  private static final int LINES = 40;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String HOST = "127.0.0.1";

  @TempDir Path directory;

  /** Uses a library to ask a server, and gives the answer. */
  private interface Use {
    String of(KnockingSocketFactory factory, int port) throws Exception;
  }

  private static KnockingSocketFactory factory(Path keys, FakeFwknopd server, Duration time) {
    return KnockingSocketFactory.builder()
        .keys(keys)
        .server(HOST, server.address().getPort())
        .connectTimeout(time)
        .build();
  }

  /** Of a server that opens its port as late as real ones do, and of one that has other keys. */
  private void knocks(FakeFwknopd.Service service, int connections, Use use) throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().service(service).capture(Capture.PCAP).start();
        FakeFwknopd closed = FakeFwknopd.start()) {
      assertFalse(server.isOpen(server.port()));
      Path keys = server.writeKeyFile(directory.resolve("keys"));
      assertEquals("behind", use.of(factory(keys, server, TIMEOUT), server.port()));
      assertEquals(
          List.of(Verdict.Result.ACCEPTED),
          server.verdicts().stream().map(Verdict::result).toList());
      assertEquals(connections, server.connections(server.port()));
      KnockingSocketFactory wrong = factory(keys, closed, Duration.ofSeconds(1));
      assertExplained(assertThrows(Exception.class, () -> use.of(wrong, closed.port())));
    }
  }

  private static void assertExplained(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    String messages = causes.toString();
    assertTrue(messages.contains(" gave no answer in "), messages);
    assertInstanceOf(ConnectFailedException.class, causes.getLast(), messages);
  }

  @Test
  void jedisKnocks() throws Exception {
    knocks(RedisDouble::serve, 1, AdaptersTest::jedis);
  }

  private static String jedis(KnockingSocketFactory factory, int port) {
    HostAndPort redis = new HostAndPort(HOST, port);
    JedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) TIMEOUT.toMillis())
            .autoNegotiateProtocol(false)
            .build();
    try (Jedis jedis = new Jedis(new KnockingJedisSockets(factory, redis, config), config)) {
      return jedis.echo("behind");
    }
  }

  @Test
  void lettuceKnocks() throws Exception {
    knocks(RedisDouble::serve, 2, AdaptersTest::lettuce);
  }

  private static String lettuce(KnockingSocketFactory factory, int port)
      throws InterruptedException {
    ClientResources resources =
        ClientResources.builder().addressResolverGroup(new KnockingAddresses(factory)).build();
    try (RedisClient client = RedisClient.create(resources, RedisURI.create(HOST, port));
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().echo("behind");
    } finally {
      resources.shutdown(0, 10, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void nettyKnocks() throws Exception {
    knocks(FakeFwknopd.Service.ECHO, 2, AdaptersTest::netty);
  }

  private static String netty(KnockingSocketFactory factory, int port) throws Exception {
    Promise<String> answer = ImmediateEventExecutor.INSTANCE.newPromise();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
            .channel(NioSocketChannel.class)
            .resolver(new KnockingAddresses(factory))
            .handler(
                new SimpleChannelInboundHandler<ByteBuf>() {
                  @Override
                  protected void channelRead0(ChannelHandlerContext context, ByteBuf read) {
                    answer.trySuccess(read.toString(US_ASCII));
                  }
                });
    try {
      Channel channel = bootstrap.connect(HOST, port).sync().channel();
      channel.writeAndFlush(Unpooled.copiedBuffer("behind", US_ASCII)).sync();
      return answer.sync().getNow();
    } finally {
      bootstrap.config().group().shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void okHttpKnocks() throws Exception {
    knocks(KnockOnLookupTest::behind, 1, AdaptersTest::okHttp);
  }

  private static String okHttp(KnockingSocketFactory factory, int port) throws IOException {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .socketFactory(factory)
            .connectTimeout(TIMEOUT)
            .readTimeout(TIMEOUT)
            .build();
    Request request = new Request.Builder().url("http://%s:%d/".formatted(HOST, port)).build();
    try (Response response = client.newCall(request).execute()) {
      return response.body().string();
    } finally {
      client.connectionPool().evictAll();
      client.dispatcher().executorService().shutdown();
    }
  }

  @Test
  void eachAdapterIsShort() throws IOException {
    try (Stream<Path> sources = Files.list(ADAPTERS)) {
      for (Path source : sources.toList()) {
        String text = Files.readString(source);
        long lines = text.substring(text.indexOf("/**")).lines().count();
        assertTrue(lines <= LINES, () -> source + ": " + lines);
      }
    }
  }
}
