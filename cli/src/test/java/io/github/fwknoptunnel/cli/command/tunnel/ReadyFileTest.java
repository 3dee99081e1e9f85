package io.github.fwknoptunnel.cli.command.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
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

@Timeout(180)
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
  void theFileOfAnEarlierRunIsReplacedOnceTheTunnelsListen() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      UnixDomainSocketAddress local = UnixDomainSocketAddress.of(directory.resolve("s"));
      socket.bind(local);
      prepare().write(List.of(ADDRESSES.getFirst(), local, ADDRESSES.get(1)));
    }
    Files.delete(prepared(file).resolveSibling("s"));
    assertRefused();
  }

  /** Prepares a second run, which leaves the file alone, and has it replaced. */
  private Path prepared(Path old) throws Exception {
    String before = Files.readString(old);
    ReadyFile second = prepare();
    assertEquals(before, Files.readString(old));
    second.write(ADDRESSES.subList(0, 2));
    assertEquals("127.0.0.1:6000\n[::1]:6001\n", Files.readString(old));
    second.close();
    assertFalse(Files.exists(old));
    Files.writeString(old, before);
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));
    return old;
  }

  private void assertRefused() throws Exception {
    String text = Files.readString(file);
    CliException e = assertThrows(CliException.class, this::prepare, text);
    assertTrue(
        e.problem().error().endsWith(": it exists and is not a ready file of an earlier run"),
        e.problem().error());
    assertEquals(text, Files.readString(file));
  }

  @Test
  void anyOtherFileIsRefusedAndStays() throws Exception {
    String list = Files.createFile(directory.resolve("other")) + "\n";
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    for (String text :
        List.of(
            "",
            "KEY_BASE64: x\n",
            "hello",
            "127.0.0.1:6000\nx\n",
            "\n",
            "127.0.0.1:6000\n\n",
            "127.0.0.1:6000",
            "192.0.2.1:6000\n",
            "300.1.1.1:6000\n",
            "/etc/passwd\n",
            "/no/such/file\n",
            list)) {
      Files.writeString(file, text);
      assertRefused();
    }
  }

  @Test
  void aFileOfAnotherModeOrOwnerIsRefusedAndStays() throws Exception {
    prepare().write(ADDRESSES.subList(0, 2));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    prepare();
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "root can give files away");
    Files.setAttribute(file, "unix:uid", 61_234);
    assertRefused();
  }

  @Test
  void aDirectoryThatOthersCanChangeIsRefused() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    CliException e = assertThrows(CliException.class, this::prepare);
    assertTrue(
        e.problem().error().endsWith(directory.getFileName() + " can be changed by all users"),
        e.problem().error());
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
    first.write(ADDRESSES.subList(0, 2));
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
