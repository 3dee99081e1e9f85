package io.github.fwknoptunnel.cli.command.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.NamedTunnel;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.Home;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.FileMessages;
import io.github.fwknoptunnel.cli.output.NewFile;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.ShellWord;
import io.github.fwknoptunnel.spa.files.TrustedDirectory;
import io.github.fwknoptunnel.spa.rc.SmallFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is kept about a port of a server: its keys, what the server needs, and a section of the
 * option file of all servers. The first port has the name of its host; keys open one port, so each
 * further one has a name of its own.
 */
final class SetupFiles {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Pattern OPEN_PORT = Pattern.compile("tcp/([0-9]{1,5})");

  private final String host;
  private final String name;
  private final Path directory;
  private final ParsedArguments arguments;
  private List<NamedTunnel> known = List.of();

  private SetupFiles(String host, String name, Path directory, ParsedArguments arguments) {
    this.host = host;
    this.name = name;
    this.directory = directory;
    this.arguments = arguments;
  }

  /**
   * In {@code $XDG_CONFIG_HOME/fwknop-tunnel}, or below {@code ~/.config}. Creates it, and refuses
   * a directory that others control.
   *
   * @param arguments reads the option file
   */
  static SetupFiles of(String host, Map<String, String> environment, ParsedArguments arguments)
      throws CliException {
    Path config =
        Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
            .map(Path::of)
            .filter(Path::isAbsolute)
            .or(() -> Home.directory().map(home -> home.resolve(".config")))
            .orElseThrow(
                () -> CliException.config("no home directory", "set HOME or XDG_CONFIG_HOME"));
    Path directory = config.resolve("fwknop-tunnel");
    try {
      Files.createDirectories(config);
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(directory, ownersOnly(config));
      }
      TrustedDirectory.requireFor(directory.resolve(host));
    } catch (IOException e) {
      throw failed("cannot use", directory, e);
    }
    return new SetupFiles(host, host, directory, arguments);
  }

  private static FileAttribute<?>[] ownersOnly(Path parent) {
    boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The files of this port, where those of the host's name may be another's. */
  SetupFiles of(String port) throws CliException {
    boolean free = openPort().filter(before -> !before.equals(port)).isEmpty();
    SetupFiles chosen = free ? this : new SetupFiles(host, host + "-" + port, directory, arguments);
    chosen.refresh();
    return chosen;
  }

  String host() {
    return host;
  }

  /** Of the section. */
  String name() {
    return name;
  }

  Path keys() {
    return directory.resolve(name + ".keys");
  }

  /** The output of {@code keygen --server}. */
  Path serverPart() {
    return directory.resolve(name + ".server");
  }

  Path tunnels() {
    return directory.resolve("tunnels");
  }

  void writeServerPart(byte[] text) throws CliException {
    try {
      NewFile.replacePrivate(serverPart(), text);
    } catch (IOException e) {
      throw failed("cannot write", serverPart(), e);
    }
  }

  String readServerPart() throws CliException {
    return read(serverPart());
  }

  /** The port that an earlier run requested of the server to open, or that the section has. */
  Optional<String> openPort() throws CliException {
    Optional<String> requested =
        Files.exists(serverPart())
            ? OPEN_PORT.matcher(read(serverPart())).results().findFirst().map(f -> f.group(1))
            : Optional.empty();
    return requested.or(() -> value(section(), Options.REMOTE_PORT)).filter(SetupCommand::isPort);
  }

  /** The tunnels of the option file. */
  private List<NamedTunnel> readTunnels() throws CliException {
    return Files.exists(tunnels())
        ? arguments.another(List.of("@" + tunnels())).tunnels()
        : List.of();
  }

  private static Optional<String> value(List<GivenOption> options, Setting<?> wanted) {
    return options.stream()
        .filter(option -> option.option().equals(wanted))
        .map(GivenOption::value)
        .reduce((first, last) -> last);
  }

  /** The options of the server's section, as the file is now; none if it has no such section. */
  private List<GivenOption> section() {
    return known.stream()
        .filter(tunnel -> tunnel.name().equals(name))
        .findFirst()
        .map(NamedTunnel::options)
        .orElse(List.of());
  }

  /** Reads the option file, which other programs change too. */
  void refresh() throws CliException {
    known = readTunnels();
  }

  /** Whether the option file has a section for the server. */
  boolean hasTunnel() {
    return known.stream().anyMatch(tunnel -> tunnel.name().equals(name));
  }

  /** The first port from 6000 on that no section has and no program listens on. */
  int freeLocalPort() {
    return Stream.iterate(6000, port -> port + 1).filter(this::isFree).findFirst().orElseThrow();
  }

  /** Whether a tunnel of this server could listen there. */
  boolean isFree(int port) {
    boolean named =
        known.stream()
            .map(tunnel -> value(tunnel.options(), Options.LOCAL_PORT))
            .anyMatch(taken -> taken.equals(Optional.of(Integer.toString(port))));
    try (ServerSocket socket = named ? null : new ServerSocket(port, 1, LOOPBACK)) {
      return socket != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The local port of the server's section, if that is named there. */
  Optional<String> localPort() {
    return value(section(), Options.LOCAL_PORT);
  }

  /** Appends the section; bytes that are there already stay as they are. */
  void addTunnel(int localPort, String remotePort) throws CliException {
    String section =
        """
        [%s]
        -local-port %d
        -remote-host %s
        -remote-port %s
        --key-file %s
        """
            .formatted(name, localPort, host, remotePort, ShellWord.quoted(keys().toString()));
    try {
      byte[] before = Files.exists(tunnels()) ? SmallFile.read(tunnels()) : new byte[0];
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(before);
      all.write((before.length == 0 ? section : "\n\n" + section).getBytes(UTF_8));
      NewFile.replacePrivate(tunnels(), all.toByteArray());
    } catch (IOException e) {
      throw failed("cannot write", tunnels(), e);
    }
    refresh();
  }

  private static String read(Path file) throws CliException {
    try {
      return new String(SmallFile.read(file), UTF_8);
    } catch (IOException e) {
      throw failed("cannot read", file, e);
    }
  }

  private static CliException failed(String what, Path file, IOException cause) {
    return new CliException(
        new CliError(ExitStatus.FAILED, what + " " + file + ": " + FileMessages.of(cause)), cause);
  }
}
