package io.github.fwknoptunnel.cli.command.exec;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.signal.SignalForwarder;
import io.github.fwknoptunnel.spa.process.ChildProcesses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command of {@code exec}. It has this program's streams and the address of the tunnel.
 *
 * @param words program and arguments; {@code {host}} and {@code {port}} in the arguments are filled
 *     in
 * @param proxy whether the tunnel is a proxy, which many programs find in their environment
 */
record ChildCommand(List<String> words, InetSocketAddress tunnel, boolean proxy) {
  /** The reason why a program did not start, in the JDK's message. */
  private static final Pattern CAUSE =
      Pattern.compile("error: (?<number>\\d+) \\((?<text>[^)]*)\\)");

  private static final String NO_SUCH_FILE = "2";

  /** Runs it to its end, which by signal n is status 128 + n. */
  ExitStatus run(SignalForwarder signals) throws CliException, InterruptedException {
    Process child = start();
    signals.passTo(child);
    return new ExitStatus(child.waitFor());
  }

  private Process start() throws CliException {
    List<String> line = new ArrayList<>(words);
    line.replaceAll(word -> word.replace("{host}", host()).replace("{port}", port()));
    line.set(0, words.getFirst());
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("FWKNOP_TUNNEL_HOST", host());
    builder.environment().put("FWKNOP_TUNNEL_PORT", port());
    if (proxy) {
      setProxy(builder.environment());
    }
    try {
      return ChildProcesses.start(builder);
    } catch (IOException e) {
      throw new CliException(notStarted(e), e);
    }
  }

  /** Plain HTTP goes through SOCKS5: the proxy's HTTP is CONNECT alone. */
  private void setProxy(Map<String, String> environment) {
    String place = "://" + host() + ":" + port();
    Map<String, String> proxies =
        Map.of(
            "ALL_PROXY", "socks5h" + place,
            "HTTPS_PROXY", "http" + place,
            "HTTP_PROXY", "socks5h" + place);
    // Names that the caller excepts from proxies would go past the routes.
    environment.remove("NO_PROXY");
    environment.remove("no_proxy");
    proxies.forEach((name, value) -> {
      environment.put(name, value);
      environment.put(name.toLowerCase(Locale.ROOT), value);
    });
  }

  private String host() {
    return tunnel.getAddress().getHostAddress();
  }

  private String port() {
    return Integer.toString(tunnel.getPort());
  }

  private CliError notStarted(IOException e) {
    Matcher cause = CAUSE.matcher(String.valueOf(e.getMessage()));
    boolean known = cause.find();
    if (known && cause.group("number").equals(NO_SUCH_FILE)) {
      return new CliError(
          ExitStatus.NOT_FOUND,
          quoted() + " cannot be run: command not found",
          "install it, or add its directory to the PATH");
    }
    return new CliError(
        ExitStatus.NOT_EXECUTABLE,
        quoted() + " cannot be run: " + (known ? cause.group("text") : "refused by the system"),
        "use an executable program (chmod +x)");
  }

  private String quoted() {
    return "'" + words.getFirst() + "'";
  }
}
