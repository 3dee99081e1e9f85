package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.spa.transport.HttpTextException;

/** Words for text that cannot become a part of an HTTP request. */
public final class HttpTextWords {
  private HttpTextWords() {}

  /** A problem with the text that stood at {@code where}. */
  public static Problem of(HttpTextException e, String where, ExitStatus status) {
    String hint =
        switch (e.reason()) {
          case NOT_A_PROXY -> "HOST, HOST:PORT or http://HOST:PORT";
          case HTTPS_PROXY -> "proxies are spoken to over plain HTTP: http://HOST:PORT";
          case PROXY_LOGIN -> "a login at the proxy is not supported";
          case PORT_OUT_OF_RANGE -> "ports go from 1 to 65535";
          case NOT_A_USER_AGENT -> "up to 99 printable ASCII characters, no blank at either end";
        };
    return new Problem(status, where + " cannot be '" + e.text() + "'", hint);
  }
}
