package io.github.fwknoptunnel.compat;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Device;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * A host whose firewall drops everything but what its fwknopd opens. Echo services stand on ports
 * 7001 to 7020, sshd on 22, Redis on 6379.
 */
final class FirewallContainer implements AutoCloseable {
  static final int SSH = 22;
  static final int REDIS = 6379;
  static final int OPEN_WITHOUT_KNOCK = 7016;
  static final String TUN = "/dev/net/tun";

  /** Each image is built once. */
  private static final Map<String, Future<String>> IMAGES = new ConcurrentHashMap<>();

  private static final Map<ServerKind, FirewallContainer> SHARED = new ConcurrentHashMap<>();

  private final GenericContainer<?> container;
  private final ServerKind kind;

  private FirewallContainer(ServerKind kind, GenericContainer<?> image, String accessConf) {
    this.kind = kind;
    container = image;
    FwknopdContainer.prepare(container, kind.id(), kind.accessConf(accessConf));
    container.start();
    if (FwknopdContainer.lacksNfqueue(container)) {
      container.stop();
      kind.unavailable("no NFQUEUE in this kernel");
    }
  }

  private static ImageFromDockerfile dockerfile(String image, String folder) {
    return new ImageFromDockerfile(image, false)
        .withFileFromPath(".", Path.of("src/test/docker").resolve(folder));
  }

  private static GenericContainer<?> image(ServerKind kind) {
    kind.require();
    return new GenericContainer<>(
        IMAGES.computeIfAbsent(
            kind.base().image(),
            name -> dockerfile(name, "gate").withBuildArg("BASE", kind.base().base())));
  }

  static GenericContainer<?> services() {
    return new GenericContainer<>(
        IMAGES.computeIfAbsent(
            "fwknop-tunnel-services:test", name -> dockerfile(name, "services")));
  }

  /** A firewall of its own with the server of Debian 12. */
  static FirewallContainer start(String accessConf) {
    return start(ServerKind.DEBIAN_12_PCAP, accessConf);
  }

  /** A firewall of its own. */
  static FirewallContainer start(ServerKind kind, String accessConf) {
    return new FirewallContainer(kind, image(kind), accessConf);
  }

  /**
   * A firewall of its own with PostgreSQL, OpenVPN and tinc; its image is made on top of the
   * other's.
   */
  static FirewallContainer startWithServices(String accessConf) {
    shared();
    return withServices(new FirewallContainer(ServerKind.DEBIAN_12_PCAP, services(), accessConf));
  }

  /** The same, as {@code host} in a network of its own. */
  static FirewallContainer startWithServices(String accessConf, Network network, String host) {
    shared();
    GenericContainer<?> image = services().withNetwork(network).withNetworkAliases(host);
    return withServices(new FirewallContainer(ServerKind.DEBIAN_12_PCAP, image, accessConf));
  }

  /** The same, without any of these services started. */
  static FirewallContainer startServicesImage(String accessConf) {
    shared();
    return new FirewallContainer(ServerKind.DEBIAN_12_PCAP, services(), accessConf);
  }

  /** The same with a TUN device, for VPNs. */
  static FirewallContainer startWithTun(String accessConf) {
    shared();
    GenericContainer<?> image =
        services()
            .withCreateContainerCmdModifier(
                command -> command.getHostConfig().withDevices(new Device("rwm", TUN, TUN)));
    return new FirewallContainer(ServerKind.DEBIAN_12_PCAP, image, accessConf);
  }

  private static FirewallContainer withServices(FirewallContainer firewall) {
    firewall.run("start-services");
    return firewall;
  }

  /** The shared firewall with the server of Debian 12. */
  static FirewallContainer shared() {
    return shared(ServerKind.DEBIAN_12_PCAP);
  }

  /** The firewall of all tests that do not need one of their own; it ends with the JVM. */
  static FirewallContainer shared(ServerKind kind) {
    kind.require();
    return SHARED.computeIfAbsent(kind, FirewallContainer::startShared);
  }

  private static FirewallContainer startShared(ServerKind kind) {
    FirewallContainer firewall = start(kind, accessConf());
    if (kind != ServerKind.NFTABLES) {
      String port = "" + OPEN_WITHOUT_KNOCK;
      firewall.run("iptables", "-I", "INPUT", "-p", "tcp", "--dport", port, "-j", "ACCEPT");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(firewall::close));
    return firewall;
  }

  ServerKind kind() {
    return kind;
  }

  private static String accessConf() {
    return stanzas().stream().map(Stanza::access).collect(Collectors.joining());
  }

  private static List<Stanza> stanzas() {
    return IntStream.concat(IntStream.of(SSH, REDIS), IntStream.rangeClosed(7001, 7020))
        .mapToObj(FirewallContainer::stanza)
        .toList();
  }

  /**
   * The stanza that opens {@code port}: one for each HMAC type, then one for each key length, then
   * plain ones.
   */
  static Stanza stanza(int port) {
    HashAlgorithm[] types = HashAlgorithm.values();
    if (port > 7000 && port <= 7000 + types.length) {
      return Stanza.of(port, 32, types[port - 7001]);
    }
    return switch (port) {
      case 7008 -> Stanza.of(port, 1, HashAlgorithm.SHA256);
      case 7009 -> Stanza.of(port, 16, HashAlgorithm.SHA256);
      default -> Stanza.of(port);
    };
  }

  /** The container's own address: a published port would be open always. */
  String address() {
    return network().getIpAddress();
  }

  /** This machine's address as the firewall sees it. */
  String clientAddress() {
    return network().getGateway();
  }

  private ContainerNetwork network() {
    return container
        .getContainerInfo()
        .getNetworkSettings()
        .getNetworks()
        .values()
        .iterator()
        .next();
  }

  String id() {
    return container.getContainerId();
  }

  /** The container's first process, as this machine numbers it. */
  long pid() {
    return container.getCurrentContainerInfo().getState().getPidLong();
  }

  /** SPA packets that have reached the firewall. */
  int packets() {
    return Integer.parseInt(run("count-spa").strip());
  }

  /** Connections that the echo service on {@code port} has accepted. */
  int accepts(int port) {
    return Integer.parseInt(run("count-accepts", "" + port).strip());
  }

  /** Times of the rules that opened {@code port}, in milliseconds since 1970. */
  List<Long> openings(int port) {
    return openings("tcp/" + port);
  }

  /** The same for a port with its protocol. */
  List<Long> openings(String port) {
    return rules("opened", port);
  }

  /** The same for the rules that were taken away again. */
  List<Long> closings(int port) {
    return rules("closed", "tcp/" + port);
  }

  private List<Long> rules(String what, String port) {
    return run("sh", "-c", "cat /var/log/rules.log 2>/dev/null || true")
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words[1].equals(what) && words[2].equals(port))
        .map(words -> Long.parseLong(words[0]))
        .toList();
  }

  /** Writes a file into the container. */
  void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String path, byte[] bytes) {
    container.copyFileToContainer(Transferable.of(bytes, 0600), path);
  }

  /** Adds lines to fwknopd.conf and restarts fwknopd. */
  void configure(String lines) {
    run("sh", "-c", "printf '%s\\n' \"$1\" >>/etc/fwknop/fwknopd.conf", "sh", lines);
    run("restart-fwknopd");
  }

  /** Runs a command in the container and gives its output; any other status than 0 is an error. */
  String run(String... command) {
    try {
      ExecResult result = container.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new AssertionError(Arrays.toString(command) + ": " + result);
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
