package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks a name server that knows a name whose address is that of the asker. Quicker than HTTPS, and
 * forged by anybody on the way; networks that answer all DNS themselves give their own address.
 * JNDI could do it too, at the price of another module and of not seeing what was wrong.
 *
 * @param server by address, since a name would first have to be looked up
 * @param name that has the asker's address
 * @param limit for the answer to the one datagram that is sent
 */
public record DnsResolver(
    InetSocketAddress server, String name, AcceptedRange scope, Duration limit)
    implements PublicIpResolver {
  /** Two servers of OpenDNS. */
  public static final List<DnsResolver> PUBLIC =
      List.of(openDns("208.67.222.222"), openDns("208.67.220.220"));

  private static final int DNS_PORT = 53;

  /** RFC 1035, section 2.3.4. */
  private static final int LONGEST_DATAGRAM = 512;

  private static final SecureRandom RANDOM = new SecureRandom();

  public DnsResolver {
    if (server.isUnresolved() || limit.toMillis() < 1) {
      throw new IllegalArgumentException("name server " + server + " within " + limit);
    }
  }

  @Override
  public AllowIp resolve() throws PublicIpException, InterruptedException {
    try {
      return ask().judge(toString(), scope).orThrow();
    } catch (SocketTimeoutException e) {
      throw failed(Reason.TIMED_OUT, e);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("no longer wanted");
      }
      throw failed(Reason.UNREACHABLE, e);
    }
  }

  private DnsReply ask() throws IOException {
    DnsQuestion question = DnsQuestion.random(name, RANDOM);
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      // Connected: the kernel drops what others send, and reports a closed port.
      channel.connect(server);
      channel.write(ByteBuffer.wrap(question.toBytes()));
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        Optional<DnsReply> reply = DnsReply.parse(receive(channel, deadline), question);
        // Anything else may be a forgery (RFC 5452, section 9.1); the answer may yet come.
        if (reply.isPresent()) {
          return reply.get();
        }
      }
    }
  }

  private static byte[] receive(DatagramChannel channel, long deadline) throws IOException {
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (left < 1) {
      throw new SocketTimeoutException();
    }
    channel.socket().setSoTimeout(Math.toIntExact(left));
    DatagramPacket datagram = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
    channel.socket().receive(datagram);
    return Arrays.copyOf(datagram.getData(), datagram.getLength());
  }

  private PublicIpException failed(Reason reason, Throwable cause) {
    return new PublicIpException(new ResolveAttempt.Failed(toString(), reason, ""), cause);
  }

  private static DnsResolver openDns(String address) {
    return new DnsResolver(
        new InetSocketAddress(address, DNS_PORT),
        "myip.opendns.com",
        AcceptedRange.PUBLIC,
        HttpResolver.LIMIT);
  }

  /** As one would write it for dig, {@code myip.opendns.com@208.67.222.222}. */
  @Override
  public String toString() {
    return name + "@" + server.getAddress().getHostAddress();
  }
}
