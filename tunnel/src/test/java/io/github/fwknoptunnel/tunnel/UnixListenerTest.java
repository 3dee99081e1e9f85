package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.tunnel.UnixSocketException.Reason;
import io.github.fwknoptunnel.tunnel.testing.SecondUser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A listening socket in the file system: what is there before, meanwhile and afterwards. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class UnixListenerTest {
  @TempDir Path directory;

  @Test
  void onlyItsOwnerMayConnectAndNothingElseIsLeftBehind() throws IOException {
    try (UnixListener socket = open("s")) {
      assertEquals(List.of("s"), names());
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("s"))));
      assertAccepts(socket, directory.resolve("s"));
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aSocketThatNobodyListensOnIsReplaced() throws IOException {
    leaveStale("s");
    try (UnixListener socket = open("s")) {
      assertAccepts(socket, directory.resolve("s"));
    }
  }

  @Test
  void aSocketThatSomebodyListensOnIsLeftAlone() throws IOException {
    try (UnixListener socket = open("s")) {
      assertRefused(Reason.IN_USE, directory.resolve("s"));
      // The question itself was a connection.
      socket.channel().accept().close();
      assertAccepts(socket, directory.resolve("s"));
    }
  }

  @Test
  void aSocketWhoseQueueIsFullIsLeftAlone() throws IOException {
    Path path = directory.resolve("s");
    try (UnixListener socket = UnixListener.open(path, 1);
        SocketChannel first = SocketChannel.open(socket.address());
        SocketChannel second = SocketChannel.open(socket.address())) {
      assertTrue(first.isConnected() && second.isConnected());
      assertRefused(Reason.IN_USE, path);
    }
  }

  @Test
  void aFileIsLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("s"), "precious");
    assertRefused(Reason.NOT_A_SOCKET, file);
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void aDirectoryIsLeftAlone() throws IOException {
    assertRefused(Reason.NOT_A_SOCKET, Files.createDirectory(directory.resolve("s")));
  }

  @Test
  void aLinkIsLeftAloneWhereverItLeads() throws IOException {
    leaveStale("stale");
    Path link = Files.createSymbolicLink(directory.resolve("s"), directory.resolve("stale"));
    assertRefused(Reason.NOT_A_SOCKET, link);
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void aPathThatIsTooLongIsRefused() throws IOException {
    Path deep = Files.createDirectory(directory.resolve("x".repeat(100)));
    assertRefused(Reason.TOO_LONG, deep.resolve("s"));
    try (Stream<Path> files = Files.list(deep)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aDirectoryThatDoesNotExistIsNotMade() throws IOException {
    assertRefused(Reason.NO_PLACE, directory.resolve("none").resolve("s"));
    assertEquals(List.of(), names());
  }

  @Test
  void aFileInPlaceOfADirectoryIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertRefused(Reason.NO_PLACE, file.resolve("s"));
  }

  /** Its owner could rename the private directory, and lead a change of mode to any file. */
  @Test
  void aDirectoryThatAnotherUserCanExchangeIsRefused() throws IOException {
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(Reason.UNTRUSTED_DIRECTORY, shared.resolve("s"));
    Files.setAttribute(shared, "unix:mode", 01777);
    UnixListener.open(shared.resolve("s"), 1).close();
    assumeTrue(Files.getAttribute(shared, "unix:uid").equals(0), "root can give files away");
    Files.setAttribute(shared, "unix:uid", Integer.parseInt(SecondUser.UID));
    assertRefused(Reason.UNTRUSTED_DIRECTORY, shared.resolve("s"));
    try (Stream<Path> files = Files.list(shared)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatSomebodyElsePutThereMeanwhileStays() throws IOException {
    Path path = directory.resolve("s");
    UnixListener socket = open("s");
    Files.delete(path);
    Files.writeString(path, "precious");
    socket.close();
    assertEquals("precious", Files.readString(path));
    assertFalse(socket.channel().isOpen());
  }

  @Test
  void aNameThatIsGoneAlreadyIsNoFailure() throws IOException {
    UnixListener socket = open("s");
    Files.delete(directory.resolve("s"));
    socket.close();
    assertFalse(socket.channel().isOpen());
  }

  @Test
  void ofSeveralThatStartAtOnceOneListensAndHasTheName() throws Exception {
    for (int round = 0; round < 50; round++) {
      leaveStale("s");
      CyclicBarrier start = new CyclicBarrier(4);
      List<UnixListener> opened = new CopyOnWriteArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < start.getParties(); i++) {
          threads.submit(() -> {
            start.await();
            return opened.add(open("s"));
          });
        }
      }
      assertEquals(1, opened.size(), "round " + round);
      assertAccepts(opened.getFirst(), directory.resolve("s"));
      opened.getFirst().close();
      assertEquals(List.of(), names());
    }
  }

  private UnixListener open(String name) throws IOException {
    return UnixListener.open(directory.resolve(name), 10);
  }

  /** As after a crash. */
  private void leaveStale(String name) throws IOException {
    try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      crashed.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
    }
    assertTrue(Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
  }

  private static void assertAccepts(UnixListener socket, Path path) throws IOException {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
        SocketChannel accepted = socket.channel().accept()) {
      assertTrue(client.isConnected() && accepted.isConnected());
    }
  }

  private static void assertRefused(Reason reason, Path path) {
    UnixSocketException e =
        assertThrows(UnixSocketException.class, () -> UnixListener.open(path, 10).close());
    assertEquals(reason, e.reason());
    assertEquals(path, e.path());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
