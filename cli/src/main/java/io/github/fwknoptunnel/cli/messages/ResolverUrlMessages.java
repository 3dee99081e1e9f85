package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;

/** Messages about invalid URLs of address services. */
public final class ResolverUrlMessages {
  private ResolverUrlMessages() {}

  /** A problem with the text that stood at {@code where}. */
  public static CliError of(ResolverUrlException e, String where, ExitStatus status) {
    boolean inFile = status.equals(ExitStatus.CONFIGURATION);
    String expected =
        switch (e.reason()) {
          case NOT_A_URL -> "https://HOST/PAGE, without user name, password and fragment";
          case NOT_HTTPS ->
              "an https:// URL; "
                  + (inFile ? "RESOLVE_HTTP_ONLY Y" : "--resolve-http-only")
                  + " allows http://, which anyone on the path can forge";
          case NOT_PLAIN_HTTP -> "http:// with --resolve-http-only or RESOLVE_HTTP_ONLY Y";
        };
    return CliError.invalid(status, where, e.text(), expected);
  }
}
