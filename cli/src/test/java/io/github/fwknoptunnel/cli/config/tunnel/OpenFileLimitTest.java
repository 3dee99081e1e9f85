package io.github.fwknoptunnel.cli.config.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class OpenFileLimitTest {
  @Test
  void theSoftLimitCounts() {
    String limits =
        """
        Max processes             63432                63432                processes
        Max open files            1024                 524288               files
        """;
    assertEquals(OptionalInt.of(1024), OpenFileLimit.limit(limits));
    assertEquals(OptionalInt.empty(), OpenFileLimit.limit(limits.replace("1024  ", "unlimited")));
    assertEquals(OptionalInt.empty(), OpenFileLimit.limit(""));
  }

  @ParameterizedTest
  @CsvSource({"1024, 1, 480", "1024, 3, 157", "8256, 1, 4096", "48, 1, 1", "256, 20, 1"})
  void aConnectionNeedsTwoFiles(int limit, int listeners, int connections) {
    assertEquals(connections, OpenFileLimit.connections(limit, listeners, false));
  }

  @ParameterizedTest
  @CsvSource({"1024, 1, 464", "1024, 3, 141", "96, 1, 1"})
  void clientsThatAreJudgedNeedFilesToo(int limit, int listeners, int connections) {
    assertEquals(connections, OpenFileLimit.connections(limit, listeners, true));
  }
}
