package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.transport.HttpTextException;

/** Error texts for text that cannot become a part of an HTTP request. */
public final class HttpTextMessages {
  private HttpTextMessages() {}

  /** A problem with the text that stood at {@code where}. */
  public static CliError of(HttpTextException e, String where, ExitStatus status) {
    String expected =
        switch (e.reason()) {
          case NOT_A_PROXY -> "HOST, HOST:PORT or http://HOST:PORT";
          case HTTPS_PROXY -> "http://HOST:PORT, since connections to proxies are plain HTTP";
          case PROXY_LOGIN ->
              "a URL without user name and password (proxy authentication is not supported)";
          case PORT_OUT_OF_RANGE -> "a port from 1 to 65535";
          case NOT_A_USER_AGENT -> "1 to 99 printable ASCII characters, no blank at either end";
        };
    return CliError.invalid(status, where, e.text(), expected);
  }
}
