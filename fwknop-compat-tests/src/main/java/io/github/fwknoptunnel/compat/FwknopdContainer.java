package io.github.fwknoptunnel.compat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * Debian's fwknopd in a container, for tests with Testcontainers. Its firewall drops every TCP
 * connection until a packet opens the port. Behind it are an echo service on each port from 7001 to
 * 7020, sshd on 22 and Redis on 6379.
 *
 * <p>The image is built from Debian's packages when it is first needed. Connect to {@link #address}
 * and not to a published port, which would be open always; so the tests must run on the machine of
 * the engine, with Linux. Not thread-safe before it is started.
 */
public final class FwknopdContainer extends GenericContainer<FwknopdContainer> {
  /** The UDP port of fwknopd. */
  public static final int SPA_PORT = 62201;

  private static final String FOLDER = "io/github/fwknoptunnel/compat/gate/";

  /** What the Dockerfile copies. */
  private static final List<String> FILES =
      List.of(
          "Dockerfile",
          "access.conf",
          "sshd.conf",
          "entrypoint",
          "restart-fwknopd",
          "iptables-log",
          "nft-log",
          "count-spa",
          "count-accepts",
          "servers");

  /** The version of fwknopd, and how it receives packets. */
  public enum Server {
    /** fwknopd 2.6.10 with libpcap. */
    DEBIAN_12("debian12", "debian:bookworm-slim", "gate"),
    /** fwknopd 2.6.11 with NFQUEUE, configured as shipped. Needs a kernel with NFQUEUE. */
    DEBIAN_13("debian13", "debian:trixie-slim", "gate-debian13");

    private final String id;
    private final String base;
    private final String image;

    Server(String id, String base, String image) {
      this.id = id;
      this.base = base;
      this.image = "fwknop-tunnel-" + image + ":test";
    }

    /** The image of Debian that {@link #image} is built on. */
    String base() {
      return base;
    }

    String image() {
      return image;
    }
  }

  /**
   * A container that is not started.
   *
   * @param server the kind of server
   * @param accessConf content of {@code access.conf}, such as what {@code fwknop-tunnel keygen
   *     --server} prints
   */
  public FwknopdContainer(Server server, String accessConf) {
    super(image(server));
    prepare(this, server.id, accessConf);
  }

  private static Future<String> image(Server server) {
    ImageFromDockerfile image =
        new ImageFromDockerfile(server.image, false).withBuildArg("BASE", server.base);
    FILES.forEach(name -> image.withFileFromClasspath(name, FOLDER + name));
    return image;
  }

  /** Copies the access configuration, and waits until fwknopd receives packets. */
  static void prepare(GenericContainer<?> container, String kind, String accessConf) {
    container
        .withCreateContainerCmdModifier(command ->
            Objects.requireNonNull(command.getHostConfig())
                .withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW))
        .withEnv("GATE_KIND", kind)
        .withCopyToContainer(Transferable.of(accessConf, 0600), "/etc/fwknop/access.conf")
        .waitingFor(Wait.forLogMessage("gate: (ready|no NFQUEUE in this kernel)\\n", 1));
  }

  /** {@return whether the container ended because this kernel has no NFQUEUE} */
  static boolean lacksNfqueue(GenericContainer<?> container) {
    return container.getLogs().contains("gate: no NFQUEUE");
  }

  @Override
  protected void containerIsStarted(InspectContainerResponse info) {
    if (lacksNfqueue(this)) {
      throw new IllegalStateException("no NFQUEUE in this kernel");
    }
  }

  /**
   * {@return the container's own address, of the server and of the services}
   *
   * @throws IllegalStateException if it is not running
   */
  public String address() {
    return getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .findFirst()
        .map(ContainerNetwork::getIpAddress)
        .orElseThrow(() -> new IllegalStateException("the container has no address"));
  }
}
