package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;

/** Words for text that is no page to ask for an address. */
public final class ResolverUrlMessages {
  private ResolverUrlMessages() {}

  /** A problem with the text that stood at {@code where}. */
  public static CliError of(ResolverUrlException e, String where, ExitStatus status) {
    boolean inFile = status.equals(ExitStatus.CONFIGURATION);
    String hint =
        switch (e.reason()) {
          case NOT_A_URL -> "https://HOST/PAGE, without login and fragment";
          case NOT_HTTPS ->
              "anybody on the way can forge what plain HTTP says: take https://,"
                  + " or add "
                  + (inFile ? "RESOLVE_HTTP_ONLY Y" : "--resolve-http-only");
          case NOT_PLAIN_HTTP ->
              "it does not fit --resolve-http-only or RESOLVE_HTTP_ONLY Y: leave that out";
        };
    return new CliError(status, where + " cannot be '" + e.text() + "'", hint);
  }
}
