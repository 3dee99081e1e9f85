package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.FakeFwknopdExtension;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.tunnel.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of a program that knocks, without a server. docs/JAVA.md shows its first method. */
@Timeout(180)
@ExtendWith(FakeFwknopdExtension.class)
class FakeServerTest {
  @Test
  void theProgramKnocksAndConnects(FakeFwknopd server, @TempDir Path directory) throws Exception {
    Path keys = server.writeKeyFile(directory.resolve("keys"));
    try (var connector =
            Connector.to("127.0.0.1")
                .keys(keys)
                .via("127.0.0.1", server.address().getPort())
                .build();
        var socket = connector.connect(server.port())) {
      socket.getOutputStream().write('x');
      assertEquals('x', socket.getInputStream().read());
    }
    assertEquals(Verdict.Result.ACCEPTED, server.nextVerdict(Duration.ofSeconds(10)).result());
    assertEquals(1, server.connections(server.port()));
  }

  @Test
  void thePageAboutTheLibrariesShowsIt() throws IOException {
    String name = FakeServerTest.class.getSimpleName() + ".java";
    String source =
        Files.readString(Path.of("src/test/java/io/github/fwknoptunnel/examples").resolve(name));
    String method = source.substring(source.indexOf("  @Test"), source.indexOf("\n  }\n") + 4);
    String page = Files.readString(Path.of("../docs/JAVA.md"));
    assertTrue(page.contains("```java\n" + method.stripIndent() + "\n```"), method);
  }
}
