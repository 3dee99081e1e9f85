package io.github.fwknoptunnel.cli.command.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
@DisabledOnOs(OS.WINDOWS)
class ReadyFileTest {
  private static final List<SocketAddress> ADDRESSES =
      List.of(
          new InetSocketAddress("127.0.0.1", 6000),
          new InetSocketAddress("::1", 6001),
          UnixDomainSocketAddress.of("us.sock"));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("ready");
  }

  @Test
  void itHoldsAddressesForAnyDirectoryAndIsPrivate() throws Exception {
    ReadyFile ready = prepare();
    ready.write(ADDRESSES);
    List<String> lines = Files.readAllLines(file);
    assertEquals("127.0.0.1:6000", lines.getFirst());
    assertEquals(Path.of("us.sock").toAbsolutePath().toString(), lines.getLast());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("ready"), names());
    ready.close();
    assertEquals(List.of(), names());
  }

  @Test
  void theFileOfAnEarlierRunIsReplaced() throws Exception {
    prepare().write(ADDRESSES);
    ReadyFile second = prepare();
    assertFalse(Files.exists(file));
    second.write(ADDRESSES);
    second.close();
    assertFalse(Files.exists(file));
    Files.createFile(file);
    prepare().close();
    assertFalse(Files.exists(file), "an empty one, as of mktemp");
  }

  @Test
  void anyOtherFileIsRefusedAndStays() throws Exception {
    for (String text : List.of("KEY_BASE64: x\n", "hello", "127.0.0.1:6000\nx\n", "\n")) {
      Files.writeString(file, text);
      CliException e = assertThrows(CliException.class, this::prepare);
      assertTrue(
          e.problem().error().endsWith(": it exists and is not a ready file of an earlier run"),
          e.problem().error());
      assertEquals(text, Files.readString(file));
    }
  }

  @Test
  void aLinkIsRefusedAndWhatItLeadsToStays() throws Exception {
    Path victim = Files.writeString(directory.resolve("victim"), "127.0.0.1:6000\n");
    Files.createSymbolicLink(file, victim);
    assertThrows(CliException.class, this::prepare);
    assertTrue(Files.isSymbolicLink(file) && Files.exists(victim));
  }

  @Test
  void whatAppearsMeanwhileIsNotOverwritten() throws Exception {
    try (ReadyFile ready = prepare()) {
      Files.writeString(file, "precious");
      assertThrows(CliException.class, () -> ready.write(ADDRESSES));
    }
    assertEquals("precious", Files.readString(file));
    assertEquals(List.of("ready"), names());
  }

  @Test
  void theSuccessorsFileStaysWhenAnEarlierTunnelStops() throws Exception {
    ReadyFile first = prepare();
    first.write(ADDRESSES);
    ReadyFile second = prepare();
    second.write(ADDRESSES);
    first.close();
    assertTrue(Files.exists(file));
    second.close();
    assertFalse(Files.exists(file));
  }

  @Test
  void leftOversOfAnyNameAreNotInTheWay() throws Exception {
    Files.createFile(directory.resolve(".ready." + ProcessHandle.current().pid()));
    try (ReadyFile ready = prepare()) {
      ready.write(ADDRESSES);
      assertTrue(Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private ReadyFile prepare() throws CliException {
    return ReadyFile.prepare(ParsedArguments.parse(List.of("--ready-file", file.toString())));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(name -> name.getFileName().toString()).sorted().toList();
    }
  }
}
