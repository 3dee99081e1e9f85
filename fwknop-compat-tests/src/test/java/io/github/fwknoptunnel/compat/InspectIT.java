package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packets that Debian's client makes, opened by the built program. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 360, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InspectIT {
  private final FirewallContainer firewall;
  @TempDir Path directory;

  InspectIT(ServerKind kind) {
    firewall = FirewallContainer.shared(kind);
  }

  @Test
  void inspectOpensWhatDebiansClientMakes() throws Exception {
    Stanza stanza = FirewallContainer.stanza(7003);
    firewall.run(
        "fwknop",
        "-T",
        "--no-save-args",
        "--no-rc-file",
        "-B",
        "/tmp/packet",
        "-D",
        "192.0.2.1",
        "-A",
        "tcp/22,udp/53",
        "-a",
        "192.0.2.10",
        "-U",
        "alice",
        "-f",
        "60",
        "--key-base64-rijndael",
        stanza.keyBase64(),
        "--key-base64-hmac",
        stanza.hmacKeyBase64());
    String packet = firewall.run("cat", "/tmp/packet");
    JsonNode fields =
        new ObjectMapper()
            .readTree(
                TunnelProcess.run(
                    packet, "inspect", "--key-file", stanza.keyFile(directory), "--json"));
    assertEquals(3, fields.path("message_type").asInt());
    assertEquals("192.0.2.10,tcp/22,udp/53", fields.path("message").asText());
    assertEquals("alice", fields.path("username").asText());
    assertEquals(60, fields.path("client_timeout").asInt());
    assertEquals("3.0.0", fields.path("version").asText());
  }
}
