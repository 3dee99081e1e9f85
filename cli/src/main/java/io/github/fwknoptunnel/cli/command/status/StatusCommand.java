package io.github.fwknoptunnel.cli.command.status;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a running tunnel for its status and prints it; the tunnel makes the table. */
public final class StatusCommand implements Command {
  private static final int TIMEOUT_MILLIS = 5000;

  /** Far more than thousands of sessions take. */
  private static final int MAX_BYTES = 64 << 20;

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console) throws CliException {
    InetSocketAddress address =
        arguments
            .value(ServiceOptions.METRICS)
            .orElseThrow(() ->
                CliException.usage(
                    ServiceOptions.METRICS + " is missing",
                    "name the address that the tunnel was started with: --metrics 9110"));
    boolean json = arguments.has(Options.JSON);
    String where = AddressFormatter.of(address);
    try {
      String text = get(address, json ? "/status" : "/status.txt");
      text.lines().map(LogSanitizer::of).forEach(console.out()::println);
      return ExitStatus.OK;
    } catch (IOException e) {
      throw new CliException(
          new CliError(
              ExitStatus.FAILED,
              "no status from " + where + ": " + e.getMessage(),
              "check that a tunnel runs with " + ServiceOptions.METRICS + " " + where),
          e);
    }
  }

  private static String get(InetSocketAddress address, String page) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("the name cannot be resolved");
    }
    // By its address: the tunnel answers to no other name on loopback.
    InetSocketAddress literal =
        new InetSocketAddress(address.getAddress().getHostAddress(), address.getPort());
    URI url = URI.create("http://" + AddressFormatter.of(literal) + page);
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("HTTP status " + connection.getResponseCode());
      }
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }
}
