package io.github.fwknoptunnel.compat;

import com.github.dockerjava.api.exception.NotFoundException;
import io.github.fwknoptunnel.compat.FwknopdContainer.Server;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** The kinds of fwknopd that a firewall can run. */
enum ServerKind {
  /** Debian 12 and Ubuntu 22.04: 2.6.10, which hears packets through libpcap. */
  DEBIAN_12_PCAP(Server.DEBIAN_12, "debian12"),
  /** Debian 13 in its shipped configuration: 2.6.11, which takes two packets a second. */
  DEBIAN_13_NFQUEUE(Server.DEBIAN_13, "debian13"),
  /** 2.6.11 with a UDP socket of its own. */
  UDP_SERVER(Server.DEBIAN_13, "udp-server"),
  /** 2.6.11 that opens by a command on a machine without iptables. */
  NFTABLES(Server.DEBIAN_13, "nftables");

  private static final Map<ServerKind, String> UNAVAILABLE = new ConcurrentHashMap<>();

  private final Server base;
  private final String id;

  ServerKind(Server base, String id) {
    this.base = base;
    this.id = id;
  }

  Server base() {
    return base;
  }

  /** Its name in the firewall's image. */
  String id() {
    return id;
  }

  /** Whether this kind can be started here; NFQUEUE is known only after a start. */
  boolean hasImage() {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(base.base()).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Skips the test where the base image is missing, or fails it if all tests are required. */
  void require() {
    String known = UNAVAILABLE.get(this);
    if (known != null) {
      unavailable(known);
    } else if (!hasImage()) {
      unavailable("no image " + base.base() + " here; fwknop-compat-tests/engine up makes it");
    }
  }

  /** Never returns. */
  void unavailable(String reason) {
    String line = toString().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + reason;
    if (UNAVAILABLE.put(this, reason) == null) {
      System.err.println("COMPATIBILITY TESTS SKIPPED OR FAILED: " + line);
    }
    if (Boolean.getBoolean("compat.required")) {
      throw new IllegalStateException(line);
    }
    Assumptions.abort(line);
  }

  /** A stanza with {@code FW_ACCESS_TIMEOUT} as this kind of server takes it. */
  String accessConf(String stanzas) {
    if (this != NFTABLES) {
      return stanzas;
    }
    return stanzas.replaceAll(
        "(?m)^FW_ACCESS_TIMEOUT +([0-9]+)$",
        "CMD_CYCLE_OPEN     /usr/local/share/gate/nft-open \\$SRC \\$PROTO \\$PORT $1\n"
            + "CMD_CYCLE_CLOSE    NONE");
  }
}
