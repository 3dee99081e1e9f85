package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several sockets of a service manager, each for the tunnel of its name. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class NamedSocketsTest {
  private static final Pattern LISTENING =
      Pattern.compile(
          "\\[(\\w+)] listening on (?:(?<ip>[0-9.]+|\\[[0-9a-f:]+]):(?<port>\\d+)|(?<path>/\\S+))");
  private static final int O_CLOEXEC = 02000000;

  @TempDir Path directory;
  private final List<Greeter> targets = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Greeter target : targets) {
      target.close();
    }
  }

  /** A tunnel's section; its target greets with the tunnel's name. */
  private String section(String name, String... options) throws IOException {
    Greeter target = new Greeter(name);
    targets.add(target);
    return "[%s]%n-remote-host 127.0.0.1%n-remote-port %d%n%s%n"
        .formatted(name, target.port(), String.join("\n", options));
  }

  private Path write(String... sections) throws IOException {
    return Files.writeString(directory.resolve("tunnels.conf"), String.join("", sections));
  }

  private RunningProgram start(Launcher launcher, List<String> sockets, String names, Path options)
      throws IOException {
    Path program = launcher.install(directory, Path.of(System.getProperty("java.home")));
    ProcessBuilder builder = PassedSockets.builder(program, sockets, "@" + options);
    builder.environment().put("LISTEN_FDNAMES", names);
    return RunningProgram.start(builder);
  }

  /** Where so many tunnels listen, in any order. */
  private static Map<String, SocketAddress> addresses(RunningProgram program, int count)
      throws Exception {
    Map<String, SocketAddress> found = new HashMap<>();
    while (found.size() < count) {
      Matcher line = program.awaitLine(LISTENING);
      found.put(
          line.group(1),
          line.group("path") != null
              ? UnixDomainSocketAddress.of(line.group("path"))
              : new InetSocketAddress(line.group("ip"), Integer.parseInt(line.group("port"))));
    }
    return found;
  }

  private static String greeting(SocketAddress address) throws IOException {
    try (SocketChannel client = SocketChannel.open(address)) {
      return greeting(client);
    }
  }

  private static String greeting(SocketChannel client) throws IOException {
    return new String(Channels.newInputStream(client).readAllBytes());
  }

  @ParameterizedTest
  @EnumSource
  void eachTunnelServesTheSocketOfItsName(Launcher launcher) throws Exception {
    boolean ipv6 = NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
    Path file = directory.resolve("socket");
    Path options = write(section("db"), section("mail"), section("web", "-local-port 1"));
    List<String> sockets = List.of(ipv6 ? "inet6" : "inet", "unix:" + file, "inet");
    try (RunningProgram program = start(launcher, sockets, "web:db:mail", options)) {
      program.awaitLine("[web] -local-port is ignored: systemd passed a socket");
      Map<String, SocketAddress> addresses = addresses(program, 3);
      assertEquals(UnixDomainSocketAddress.of(file), addresses.get("db"));
      InetAddress web = ((InetSocketAddress) addresses.get("web")).getAddress();
      assertEquals(InetAddress.getByName(ipv6 ? "::1" : "127.0.0.1"), web);
      for (String name : List.of("db", "mail", "web", "db")) {
        assertEquals(name, greeting(addresses.get(name)));
      }
      for (int descriptor = 3; descriptor < 6; descriptor++) {
        assertTrue((flags(program, descriptor) & O_CLOEXEC) != 0, "descriptor " + descriptor);
      }
      program.terminate();
      assertEquals(0, program.awaitExit(), () -> "" + program.seen());
    }
  }

  private static int flags(RunningProgram program, int descriptor) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/fdinfo/%d".formatted(program.pid(), descriptor)))
        .stream()
        .filter(line -> line.startsWith("flags:"))
        .mapToInt(line -> Integer.parseInt(line.substring(6).strip(), 8))
        .findFirst()
        .orElseThrow();
  }

  /** Shells use descriptors from 9 on. */
  @Test
  void manySocketsPassTheLaunchersShell() throws Exception {
    List<String> names = IntStream.range(0, 9).mapToObj(i -> "t" + i).toList();
    List<String> sections = new ArrayList<>();
    for (String name : names) {
      sections.add(section(name));
    }
    Path options = write(sections.toArray(String[]::new));
    List<String> sockets = names.stream().map(name -> "inet").toList();
    try (RunningProgram program =
        start(Launcher.PROGRAM, sockets, String.join(":", names), options)) {
      Map<String, SocketAddress> addresses = addresses(program, names.size());
      for (String name : names) {
        assertEquals(name, greeting(addresses.get(name)));
      }
    }
  }

  @Test
  void aRemovedTunnelLeavesItsClientsInTheQueueAndGetsItsSocketBack() throws Exception {
    String db = section("db");
    String web = section("web");
    Path options = write(db, web);
    try (RunningProgram program = start(Launcher.JAR, List.of("inet", "inet"), "db:web", options)) {
      Map<String, SocketAddress> addresses = addresses(program, 2);
      assertEquals("web", greeting(addresses.get("web")));
      write(db + "--max-connections 5\n");
      program.signal("HUP");
      program.awaitLine("[web] stopped listening");
      assertEquals(addresses.get("db"), addresses(program, 1).get("db"));
      assertEquals("db", greeting(addresses.get("db")));
      try (SocketChannel waiting = SocketChannel.open(addresses.get("web"))) {
        write(web, section("other", "-local-port 0"));
        program.signal("HUP");
        Map<String, SocketAddress> later = addresses(program, 2);
        assertEquals(addresses.get("web"), later.get("web"));
        assertEquals("web", greeting(waiting));
        assertEquals("other", greeting(later.get("other")));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "inet inet|db:other|no tunnel is named 'other'; the tunnels are db, web",
        "inet inet|db:unknown|a socket has no FileDescriptorName=; the tunnels are db, web",
        "inet inet|db:db|two sockets are named 'db'",
        "inet inet|db|LISTEN_FDS=2 does not match LISTEN_FDNAMES=db",
        "inet|other|no tunnel is named 'other'; the tunnels are db, web",
        "inet|fwknop-tunnel@db.socket|it has no name, and several tunnels are configured",
        "inet udp|db:web|'web' is not a listening stream socket",
        "inet bound|db:web|'web' is not a listening stream socket"
      })
  void whatFitsNoTunnelIsRefused(String sockets, String names, String error) throws Exception {
    Path options = write(section("db", "-local-port 0"), section("web", "-local-port 0"));
    assertRefused(start(Launcher.JAR, List.of(sockets.split(" ")), names, options), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "inet inet|db:web|2 sockets were passed, and no tunnel has a name",
        "inet|db|no tunnel is named 'db'"
      })
  void namesNeedNamedTunnels(String sockets, String names, String error) throws Exception {
    Path options = write("-remote-host 127.0.0.1 -remote-port 22\n");
    assertRefused(start(Launcher.JAR, List.of(sockets.split(" ")), names, options), error);
  }

  private static void assertRefused(RunningProgram started, String error) throws Exception {
    try (RunningProgram program = started) {
      assertEquals(3, program.awaitExit(), () -> "" + program.seen());
      assertEquals(
          "error: the inherited socket cannot be used: " + error, program.seen().getFirst());
      assertTrue(program.seen().get(1).startsWith("hint: "), () -> "" + program.seen());
      assertEquals(2, program.seen().size(), () -> "" + program.seen());
    }
  }

  @Test
  void oneSocketWithANameIsForThatTunnelOnly() throws Exception {
    Path options = write(section("db"), section("web", "-local-port 0"));
    try (RunningProgram program = start(Launcher.JAR, List.of("inet"), "db", options)) {
      Map<String, SocketAddress> addresses = addresses(program, 2);
      assertEquals("db", greeting(addresses.get("db")));
      assertEquals("web", greeting(addresses.get("web")));
    }
  }

  @ParameterizedTest
  @CsvSource({"unknown", "fwknop-tunnel@x.socket", "db"})
  void oneSocketStaysWithTheOnlyTunnelWhateverItIsCalled(String name) throws Exception {
    String db = section("db");
    Path options = write(db);
    try (RunningProgram program = start(Launcher.JAR, List.of("inet"), name, options)) {
      SocketAddress address = addresses(program, 1).get("db");
      assertEquals("db", greeting(address));
      write(db + "--max-connections 5\n");
      program.signal("HUP");
      assertEquals(address, addresses(program, 1).get("db"));
      assertEquals("db", greeting(address));
    }
  }

  @Test
  void theProxyTakesTheSocketThatIsCalledSocks() throws Exception {
    Path options = write("--socks 0 --route *=direct\n", section("db"));
    try (RunningProgram program =
        start(Launcher.JAR, List.of("inet", "inet"), "socks:db", options)) {
      Map<String, SocketAddress> addresses = addresses(program, 2);
      assertEquals("db", greeting(addresses.get("db")));
      try (SocketChannel client = SocketChannel.open(addresses.get("socks"))) {
        String target = "127.0.0.1:" + targets.getFirst().port();
        String request = "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(target);
        client.write(ByteBuffer.wrap(request.getBytes()));
        String answer = greeting(client);
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.endsWith("\r\n\r\ndb"), answer);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"inet,db", "inet unix,db:web"})
  void childrenDoNotGetTheSockets(String sockets, String names) throws Exception {
    Path seen = directory.resolve("seen");
    Path command = directory.resolve("command");
    Launcher.script(
        command, "#!/bin/sh\nls -l /proc/$$/fd >%1$s.new && mv %1$s.new %1$s\n".formatted(seen));
    Path options = write(section("db", "-cmd " + command), section("web", "-local-port 0"));
    List<String> passed =
        List.of(sockets.replace("unix", "unix:" + directory.resolve("socket")).split(" "));
    try (RunningProgram program = start(Launcher.JAR, passed, names, options)) {
      assertEquals("db", greeting(addresses(program, 2).get("db")));
      String descriptors = Files.readString(seen);
      assertTrue(descriptors.contains(command.toString()), descriptors);
      assertFalse(descriptors.contains("socket:"), descriptors);
    }
  }

  @Test
  void systemdsOwnProgramPassesThem() throws Exception {
    Path activate = Path.of("/usr/bin/systemd-socket-activate");
    assumeTrue(Files.isExecutable(activate), "systemd is not installed");
    Path options = write(section("db"), section("web"));
    Path java = Path.of(System.getProperty("java.home"));
    Path launcher = Launcher.PROGRAM.install(directory, java);
    InetSocketAddress db = ReservedPort.next();
    Path web = directory.resolve("web");
    ProcessBuilder builder =
        PassedSockets.prepared(
            launcher,
            new ProcessBuilder(
                activate.toString(),
                "--listen=127.0.0.1:" + db.getPort(),
                "--listen=" + web,
                "--fdname=db:web",
                "--setenv=JAVA_HOME=" + java,
                "--setenv=HOME=" + directory,
                "--setenv=FWKNOP_TUNNEL_CACHE=none",
                launcher.toString(),
                "@" + options));
    try (RunningProgram program = RunningProgram.start(builder)) {
      program.awaitLine("Listening on " + web);
      assertEquals("web", greeting(UnixDomainSocketAddress.of(web)));
      assertEquals("db", greeting(db));
      assertEquals(2, addresses(program, 2).size());
    }
  }
}
