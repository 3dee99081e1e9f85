package io.github.fwknoptunnel.cli.config.spa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.tunnel.TunnelSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.message.PortSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A NAT port is opened in place of the port behind it, so it is the one to connect to. */
class NatPortDialledTest {
  @TempDir Path directory;

  private TunnelSettings read(String... options) throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), "KEY: correct-horse\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    List<String> words = new ArrayList<>(Arrays.asList(options));
    words.addAll(List.of("-remote-host", "gate", "--key-file", keys.toString(), "--no-rc-file"));
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    Console console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
    return TunnelSettings.read(ParsedArguments.parse(words), console);
  }

  private String target(String... options) throws Exception {
    return read(options).target().toString();
  }

  @Test
  void aFixedOneIsDialled() throws Exception {
    assertEquals("gate:40022", target("-remote-port", "22", "--nat-local", "--nat-port", "40022"));
    assertEquals("gate:443", target("-A", "tcp/655", "--nat-local", "--nat-port", "443"));
    assertEquals("gate:4022", target("-N", "10.0.0.5:22", "--nat-port", "4022"));
  }

  @Test
  void aRandomOneIsThatOfThePacket() throws Exception {
    TunnelSettings settings = read("-remote-port", "22", "--nat-local", "--nat-rand-port");
    int dialled = settings.target().port();
    SpaSettings spa = settings.plan().spa().orElseThrow();
    assertEquals(List.of(PortSpec.tcp(dialled)), spa.request().ports());
  }

  @Test
  void otherwiseTheRemotePortIs() throws Exception {
    assertEquals("gate:22", target("-remote-port", "22", "-A", "udp/53,tcp/22"));
    assertThrows(CliException.class, () -> target("--nat-local", "--nat-port", "443"));
    assertThrows(CliException.class, () -> target("-A", "tcp/22"));
  }
}
