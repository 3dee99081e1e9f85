package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/** The example for WireGuard, with Debian's wireguard-go at both ends. */
@RequiresEngine
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WireGuardIT {
  static final String SECTION = "WireGuard";

  private static final Path JAR = Path.of("../cli/target/fwknop-tunnel.jar").toAbsolutePath();
  private static final String JAVA = System.getProperty("java.home");
  private static final String EXAMPLE = "examples/wireguard/wg0.conf";
  private static final String SERVER =
      """
      [Interface]
      PrivateKey = %s
      Address = 10.66.0.1/32
      ListenPort = 51820
      PostUp = iptables -I INPUT -i wg0 -j ACCEPT
      [Peer]
      PublicKey = %s
      PresharedKey = %s
      AllowedIPs = 10.66.0.2/32
      """;

  @Test
  void theExampleReachesTheServerAfterItsKnock() throws Exception {
    requireTun();
    try (FirewallContainer firewall =
            FirewallContainer.startWithTun(FirewallContainer.stanza(7001).access());
        GenericContainer<?> client = client()) {
      client.start();
      List<DocumentRun.Block> start = DocumentRun.blocks(ExamplesIT.sections().getFirst());
      firewall.write("/etc/fwknop/access.conf", run(client, start.getFirst().script()).getStdout());
      firewall.run("restart-fwknopd");
      prepare(firewall, client);
      List<DocumentRun.Block> blocks = DocumentRun.blocks(section());
      assertEquals(1, blocks.size());
      assertEquals("on the client, it says: 1 received", blocks.getFirst().how());
      String output = run(client, blocks.getFirst().script()).getStdout();
      assertTrue(output.contains("1 received"), output);
      assertEquals(1, firewall.openings("udp/51820").size());
      assertEquals(1, firewall.packets());
    }
  }

  private static String section() throws Exception {
    return ExamplesIT.sections().stream()
        .filter(text -> text.startsWith(SECTION))
        .findFirst()
        .orElseThrow();
  }

  /** The configuration of both ends; the server's is up, and its port closed. */
  private static void prepare(FirewallContainer firewall, GenericContainer<?> client)
      throws Exception {
    String serverKey = firewall.run("wg", "genkey").strip();
    String clientKey = firewall.run("wg", "genkey").strip();
    String shared = firewall.run("wg", "genpsk").strip();
    firewall.write(
        "/etc/wireguard/wg0.conf",
        SERVER.formatted(serverKey, publicKey(firewall, clientKey), shared));
    firewall.run("wg-quick", "up", "wg0");
    String conf =
        Files.readString(DocumentRun.PROJECT.resolve(EXAMPLE))
            .replace("CLIENT_PRIVATE_KEY", clientKey)
            .replace("SERVER_PUBLIC_KEY", publicKey(firewall, serverKey))
            .replace("PRESHARED_KEY", shared);
    run(client, "mkdir -p examples/wireguard && cat >" + EXAMPLE + " <<'END'\n" + conf + "END");
    run(client, "echo '" + firewall.address() + " server.example.com' >>/etc/hosts");
  }

  private static String publicKey(FirewallContainer firewall, String key) {
    return firewall.run("sh", "-c", "echo '" + key + "' | wg pubkey").strip();
  }

  /** With this machine's Java, and the program as {@code fwknop-tunnel}. */
  private static GenericContainer<?> client() {
    return FirewallContainer.services()
        .withCreateContainerCmdModifier(command -> {
          HostConfig host = command.getHostConfig();
          host.withCapAdd(Capability.NET_ADMIN);
          host.withDevices(new Device("rwm", FirewallContainer.TUN, FirewallContainer.TUN));
          host.withBinds(Bind.parse(JAVA + ":" + JAVA + ":ro"));
          command.withEntrypoint("sleep", "infinity");
        })
        .withCopyFileToContainer(MountableFile.forHostPath(JAR), "/root/fwknop-tunnel.jar")
        .withCopyToContainer(
            Transferable.of(
                "#!/bin/sh\nexec '" + JAVA + "/bin/java' -jar /root/fwknop-tunnel.jar \"$@\"\n",
                0755),
            "/usr/local/bin/fwknop-tunnel");
  }

  private static ExecResult run(GenericContainer<?> client, String script) throws Exception {
    ExecResult result =
        client.execInContainer("bash", "-euo", "pipefail", "-c", "cd /root\n" + script);
    assertEquals(0, result.getExitCode(), () -> script + "\n" + result);
    return result;
  }

  private static void requireTun() {
    if (!Files.exists(Path.of(FirewallContainer.TUN))) {
      String reason = "no " + FirewallContainer.TUN + " on this machine";
      assertFalse(Boolean.getBoolean("compat.required"), reason);
      System.err.println("SKIPPED: " + reason);
      abort(reason);
    }
  }
}
