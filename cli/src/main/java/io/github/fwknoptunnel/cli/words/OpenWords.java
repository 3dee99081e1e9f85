package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.spa.address.AddressException;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.packet.UndeliverableException;
import io.github.fwknoptunnel.spa.transport.TransportException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;

/** Words for connections that did not come about. */
public final class OpenWords {
  private static final String OPEN_FILES =
      "raise the limit of open files (ulimit -n, LimitNOFILE=)";

  private OpenWords() {}

  public static Problem of(OpenFailure failure) {
    return switch (failure) {
      case OpenFailure.NoKnock f -> noKnock(f);
      case OpenFailure.NoConnection f -> noConnection(f);
    };
  }

  private static Problem noKnock(OpenFailure.NoKnock failure) {
    return switch (failure) {
      case OpenFailure.NameNotResolved f ->
          knock(
              "the name " + f.host() + " cannot be resolved",
              "is it right, and is there a network?");
      case OpenFailure.NoIpv4Address f ->
          knock(f.host() + " has no IPv4 address", "fwknop servers hear and open IPv4 only");
      case OpenFailure.KnockNotSent f -> notSent(f);
      case OpenFailure.CommandNotStarted f ->
          knock(
              "-cmd " + f.command() + " cannot be started: " + f.reason(),
              f.reason().contains("too many open files")
                  ? OPEN_FILES
                  : "it takes an executable file (chmod +x), or a program on the PATH with its arguments");
      case OpenFailure.CommandFailed f ->
          knock(
              "-cmd " + f.command() + " ended with status " + f.status(),
              "its own output says why");
      case OpenFailure.CommandTimedOut f ->
          knock(
              "-cmd " + f.command() + " was killed after " + time(f.limit()),
              "--cmd-timeout allows more time");
      case OpenFailure.KnockLimitReached f ->
          knock(
              "no packet was sent in %s: there were %d in a minute already"
                  .formatted(time(f.waited()), f.perMinute()),
              "--max-knocks-per-minute allows more");
    };
  }

  private static Problem noConnection(OpenFailure.NoConnection failure) {
    return switch (failure) {
      case OpenFailure.Silent f -> silent(f);
      case OpenFailure.Refused f ->
          closed(
              where(f.seen()) + " refuses connections",
              f.seen().knocks() == 0
                  ? "is the service running?"
                  : "the firewall rejects and did not open, or nothing listens there");
      case OpenFailure.ServiceDown f ->
          closed(
              where(f.seen()) + " was opened and nothing listens there",
              "the knock worked; the service behind the firewall is not running");
      case OpenFailure.Unreachable f ->
          closed(
              where(f.seen()) + " cannot be reached: " + f.cause().getMessage(),
              f.seen().knocks() == 0 ? "is this machine's network up?" : causes(f));
      case OpenFailure.OutOfDescriptors f ->
          new Problem(ExitStatus.FAILED, "no file descriptor is left for a connection", OPEN_FILES);
      case OpenFailure.Internal f ->
          new Problem(
              ExitStatus.FAILED,
              "the connection failed in this program: " + f.cause(),
              "is a limit of threads ('ulimit -u') or of memory reached?");
    };
  }

  private static Problem silent(OpenFailure.Silent failure) {
    Seen seen = failure.seen();
    String waited = where(seen) + " gave no answer in " + time(seen.waited());
    return seen.knocks() == 0
        ? closed(waited, "a firewall drops the packets, or the host is down")
        : closed(waited + " after " + count(seen.knocks(), "knock"), causes(failure));
  }

  private static String causes(OpenFailure failure) {
    return Cause.inOrder(failure, Set.of()).orElse("");
  }

  private static Problem notSent(OpenFailure.KnockNotSent failure) {
    return switch (failure.cause()) {
      case UndeliverableException limit -> UndeliverableWords.of(limit);
      case GpgException gpg -> GpgWords.of(gpg);
      case AddressException address -> ResolveWords.of(address);
      case TransportException way -> TransportWords.of(way);
      case UnsavedPacketException unsaved -> unsaved.problem();
      default ->
          knock(
              "the packet for "
                  + failure.to()
                  + " could not be sent: "
                  + failure.cause().getMessage(),
              hint(failure.cause()));
    };
  }

  /** Only a packet that goes over TCP or HTTP is refused or times out: UDP has no handshake. */
  private static String hint(Exception cause) {
    if (says(cause, "Too many open files")) {
      return OPEN_FILES;
    }
    boolean refused = cause instanceof ConnectException && !says(cause, "unreachable");
    return refused || cause instanceof SocketTimeoutException
        ? "current Debian and Ubuntu servers hear only UDP port 62201: leave out -P"
        : "is this machine's network up?";
  }

  private static boolean says(Exception cause, String word) {
    return cause.getMessage() != null && cause.getMessage().contains(word);
  }

  private static String where(Seen seen) {
    return AddressWords.of(seen.target());
  }

  /** {@code 1 knock}, {@code 2 knocks}. */
  public static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** {@code 78 ms}, or {@code 2.5 s} from a second on. */
  public static String time(Duration time) {
    long millis = time.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    String seconds = "%.1f".formatted(millis / 1000.0);
    return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
  }

  private static Problem knock(String error, String hint) {
    return new Problem(ExitStatus.KNOCK_FAILED, error, hint);
  }

  private static Problem closed(String error, String hint) {
    return new Problem(ExitStatus.STAYED_CLOSED, error, hint);
  }
}
