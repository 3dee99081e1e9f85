package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs every block of shell in a document, in its order, against a firewall that answers to {@code
 * server.example.com}. A comment before each block says how it is run; a block without one is an
 * error. Home directories are the test's own.
 */
final class DocumentRun implements AutoCloseable {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- test: (?<how>[^>]*) -->\n)?```sh\n(?<script>.*?)```", Pattern.DOTALL);

  /** The working directory of blocks on the server. */
  private static final String SERVER_DIRECTORY = "/root/";

  /** The firewall has no systemd; documents need these of its commands. */
  private static final Map<String, String> SYSTEMD =
      Map.of(
          "systemctl",
          """
          #!/bin/sh -e
          case $* in
          'enable fwknop-server') ;;
          'restart fwknop-server') exec restart-fwknopd ;;
          'stop reopen-ssh.timer') exec rm /run/gate/reopen-ssh.timer ;;
          *) exit 1 ;;
          esac
          """,
          "systemd-run",
          """
          #!/bin/sh -e
          [ "$1 $2 $3" = '--unit=reopen-ssh --on-active=10min iptables' ]
          touch /run/gate/reopen-ssh.timer
          """);

  /** Documents name ports of this machine, and two test processes run at once. */
  private static final Path LOCK = Path.of("target/documents.lock");

  private final FirewallContainer firewall;
  private final FileChannel lock;
  private final Path directory;
  private final List<Process> background = new ArrayList<>();

  /**
   * Makes the directory look like a checkout, where the document's server and user are the
   * firewall's.
   */
  DocumentRun(FirewallContainer firewall, Path directory) throws IOException, InterruptedException {
    this.firewall = firewall;
    this.directory = directory;
    lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    buildWhatIsStale();
    SshKeys.authorize(firewall, directory);
    SYSTEMD.forEach((name, script) -> installOnServer("/usr/local/bin/" + name, script));
    Path hosts =
        Files.writeString(directory.resolve("hosts"), firewall.address() + " server.example.com\n");
    executable(
        "fwknop-tunnel",
        "export JAVA_TOOL_OPTIONS='-Djdk.net.hosts.file=%s -Duser.home=%s'"
            .formatted(hosts, directory),
        "exec '"
            + PROJECT.resolve("fwknop-tunnel")
            + "' \"$@\" 2> >(grep --line-buffered -v '^Picked up JAVA_TOOL_OPTIONS' >&2)");
    Files.createDirectory(directory.resolve("bin"));
    executable(
        "bin/ssh", "exec /usr/bin/ssh " + String.join(" ", SshKeys.options(directory)) + " \"$@\"");
  }

  private void installOnServer(String file, String script) {
    firewall.write(file, script);
    firewall.run("chmod", "755", file);
  }

  /** Not in a block: Maven would look for its repository in the test's home directory. */
  private static void buildWhatIsStale() throws IOException, InterruptedException {
    String program = PROJECT.resolve("fwknop-tunnel").toString();
    assertEquals(0, new ProcessBuilder(program, "--version").inheritIO().start().waitFor());
  }

  /** Runs the blocks of a document and gives how many there were. */
  int run(String document) throws Exception {
    return runBlocks(Files.readString(PROJECT.resolve(document)));
  }

  /** The same for a part of a document. */
  int runBlocks(String markdown) throws Exception {
    List<Block> blocks = blocks(markdown);
    for (Block block : blocks) {
      runBlock(block.how(), block.script());
    }
    return blocks.size();
  }

  /** Lines of shell, and how the comment before them wants them to be run. */
  record Block(String how, String script) {}

  static List<Block> blocks(String markdown) {
    return BLOCK
        .matcher(markdown)
        .results()
        .map(found -> new Block("" + found.group("how"), found.group("script")))
        .toList();
  }

  /** The README's block of shell that is run in this way. */
  static String readme(String how) throws IOException {
    return blocks(Files.readString(PROJECT.resolve("README.md"))).stream()
        .filter(block -> block.how().equals(how))
        .findFirst()
        .orElseThrow()
        .script();
  }

  private void runBlock(String how, String script) throws Exception {
    String[] carried = how.split(", then carry ", 2);
    String[] words = carried[0].split(": | (?=examples/)", 2);
    switch (words[0]) {
      case "run" -> toItsEnd(script);
      case "run, it says" -> {
        String said = toItsEnd(script).all();
        assertTrue(said.contains(words[1]), () -> script + said);
      }
      case "run, and take the output for the server" -> {
        firewall.write("/etc/fwknop/access.conf", toItsEnd(script).out());
        firewall.run("restart-fwknopd");
      }
      case "on the server" -> onServer(script);
      case "in the background" -> background(script, "listening on ");
      case "in the background, until it says" -> background(script, words[1]);
      case "the unit" -> {
        assertTrue(script.contains(words[1]), script);
        background(UnitCommand.of(directory, words[1]), "listening on 127.0.0.1:");
      }
      case "this is what runs the test" -> assertEquals("fwknop-compat-tests/run\n", script);
      case "PackageIT runs this on a bare Debian", "PackageIT runs this too" -> {}
      default -> throw new AssertionError("nobody says how to run: " + script);
    }
    if (carried.length == 2) {
      carry(carried[1], carried[0].equals("on the server"));
    }
  }

  private String onServer(String script) {
    return firewall.run("bash", "-euo", "pipefail", "-c", "cd " + SERVER_DIRECTORY + "\n" + script);
  }

  private void carry(String file, boolean toClient) throws IOException {
    if (toClient) {
      Files.writeString(directory.resolve(file), onServer("cat " + file));
    } else {
      firewall.write(SERVER_DIRECTORY + file, Files.readString(directory.resolve(file)));
    }
  }

  /** Starts it and waits until it says something; what it says later is read and let go. */
  private void background(String script, String awaited) throws IOException {
    Process process = builder(script).redirectErrorStream(true).start();
    background.add(process);
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> collect(process, lines));
    Knocks.await(
        "'" + awaited + "' from " + script, () -> says(lines, awaited) || !reader.isAlive());
    assertTrue(says(lines, awaited), () -> script + String.join("\n", lines));
  }

  private static boolean says(List<String> lines, String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  private static void collect(Process process, List<String> lines) {
    try (var output = process.inputReader()) {
      output.lines().forEach(lines::add);
    } catch (UncheckedIOException | IOException e) {
      lines.add(e.toString());
    }
  }

  /** A program that the blocks find. */
  void executable(String name, String... lines) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(name), "#!/bin/bash\n" + String.join("\n", lines) + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private ProcessBuilder builder(String script) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
    builder.directory(directory.toFile());
    String first = directory.resolve("bin") + ":" + directory;
    builder.environment().merge("PATH", first, (path, bin) -> bin + ":" + path);
    builder.environment().put("HOME", directory.toString());
    return builder;
  }

  /** What a block printed. */
  private record Printed(String out, String err) {
    String all() {
      return out + err;
    }
  }

  private Printed toItsEnd(String script) throws Exception {
    Path err = directory.resolve("stderr");
    Process process = builder(script).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), script);
    Printed printed = new Printed(out, Files.readString(err));
    assertEquals(0, process.exitValue(), () -> script + printed.all());
    return printed;
  }

  /** Ends what runs in the background, the newest first, gpg's agent too. */
  @Override
  public void close() throws IOException {
    background.reversed().forEach(Process::destroy);
    if (Files.exists(directory.resolve(".gnupg"))) {
      background.add(builder("gpgconf --kill gpg-agent").start());
    }
    try (lock) {
      background.forEach(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }
  }
}
