package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.transport.HttpTextException;

/** Words for text that cannot become a part of an HTTP request. */
public final class HttpTextMessages {
  private HttpTextMessages() {}

  /** A problem with the text that stood at {@code where}. */
  public static CliError of(HttpTextException e, String where, ExitStatus status) {
    String hint =
        switch (e.reason()) {
          case NOT_A_PROXY -> "HOST, HOST:PORT or http://HOST:PORT";
          case HTTPS_PROXY -> "proxies are spoken to over plain HTTP: http://HOST:PORT";
          case PROXY_LOGIN -> "a login at the proxy is not supported";
          case PORT_OUT_OF_RANGE -> "ports go from 1 to 65535";
          case NOT_A_USER_AGENT -> "up to 99 printable ASCII characters, no blank at either end";
        };
    return new CliError(status, where + " cannot be '" + e.text() + "'", hint);
  }
}
