package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.Capture;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JDBC driver of SQL Server: nothing but its URL differs from a program that does not knock.
 */
@Timeout(180)
class SqlServerTest {
  private static final String HOST = "127.0.0.1";

  @TempDir Path directory;

  private static Connection connect(FakeFwknopd server, String settings) throws SQLException {
    String url =
        """
        jdbc:sqlserver://%s:%d;encrypt=false;user=app;password=only-here;\
        transparentNetworkIPResolution=false;\
        socketFactoryClass=io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;\
        socketFactoryConstructorArg={%s;server=%s:%d}\
        """;
    return DriverManager.getConnection(
        url.formatted(HOST, server.port(), settings, HOST, server.address().getPort()));
  }

  /** Without the option, it gives up its first connect after 500 ms, and the next knocks again. */
  @Test
  void theDriverConnectsForOnePacket() throws Exception {
    try (FakeFwknopd server =
        FakeFwknopd.builder().service(TdsDouble::serve).capture(Capture.NFQUEUE).start()) {
      assertFalse(server.isOpen(server.port()));
      String settings = "key-file=" + server.writeKeyFile(directory.resolve("keys"));
      for (int i = 1; i <= 2; i++) {
        try (Connection connection = connect(server, settings)) {
          assertEquals(TdsDouble.VERSION, connection.getMetaData().getDatabaseMajorVersion());
        }
        assertEquals(i, server.connections(server.port()));
      }
      assertEquals(
          List.of(Verdict.Result.ACCEPTED),
          server.verdicts().stream().map(Verdict::result).toList());
    }
  }

  @Test
  void theDriversExceptionSaysWhyAPortStaysClosed() throws Exception {
    try (FakeFwknopd closed = FakeFwknopd.start();
        FakeFwknopd other = FakeFwknopd.start()) {
      String wrong = "key-file=" + other.writeKeyFile(directory.resolve("keys"));
      SQLException failure =
          assertThrows(
              SQLException.class, () -> connect(closed, wrong + ";connect-timeout=1s").close());
      assertTrue(failure.getMessage().contains(" gave no answer in "), failure::getMessage);
    }
  }
}
