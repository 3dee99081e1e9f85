package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.JsonObject;
import io.github.fwknoptunnel.cli.terminal.OneLine;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.cli.words.PacketWords;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens a packet and shows every field. Names and order of the fields are stable: programs read
 * them.
 */
final class InspectCommand implements Command {
  /** Longer than any packet, and short enough to hold. */
  private static final int MOST_INPUT = 64 * 1024;

  @Override
  public ExitStatus run(Arguments arguments, Console console) throws ProblemException {
    Optional<Duration> maxAge = arguments.time(Options.MAX_AGE);
    Sources sources = Sources.read(arguments, console);
    KeySettings keys = KeySource.read(sources);
    SpaSuite suite = Suites.read(sources, keys);
    OpenedPacket packet = open(new SpaOpener(keys.keys(), suite), packet(arguments, console));
    if (maxAge.isPresent()) {
      checkAge(packet.fields().timestamp(), maxAge.get());
    }
    boolean authenticated = keys.keys().hmac().isPresent();
    print(fields(packet, suite, authenticated), arguments.has(Options.JSON), console);
    return ExitStatus.OK;
  }

  private static OpenedPacket open(SpaOpener opener, String wire) throws ProblemException {
    try {
      return opener.open(new SpaPacket(wire));
    } catch (PacketException e) {
      throw new ProblemException(PacketWords.of(e), e);
    }
  }

  private static String packet(Arguments arguments, Console console) throws ProblemException {
    List<String> operands = arguments.operands();
    if (operands.size() > 1) {
      throw new ProblemException(
          Problem.usage("more than one packet", "give one, or none to read it from stdin"));
    }
    return operands.isEmpty() ? firstLine(console.in()) : operands.getFirst().strip();
  }

  private static String firstLine(InputStream in) throws ProblemException {
    try {
      String text = new String(in.readNBytes(MOST_INPUT), StandardCharsets.ISO_8859_1);
      return text.strip().lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(ExitStatus.FAILED, "stdin cannot be read: " + e.getMessage()), e);
    }
  }

  private static void checkAge(long timestamp, Duration maxAge) throws ProblemException {
    Duration age = Duration.between(Instant.ofEpochSecond(timestamp), Instant.now());
    if (age.abs().compareTo(maxAge) > 0) {
      String when = age.isNegative() ? " in the future" : " old";
      throw new ProblemException(
          new Problem(
              ExitStatus.FAILED,
              "the packet is " + OpenWords.time(age.abs()) + when,
              "servers refuse more than 120 s by default: is the sender's clock right?"));
    }
  }

  private static Map<String, @Nullable Object> fields(
      OpenedPacket packet, SpaSuite suite, boolean authenticated) {
    SpaFields in = packet.fields();
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("message_type", in.type().code());
    out.put("message_type_name", in.type().name().toLowerCase(Locale.ROOT));
    out.put("random", in.random());
    out.put("username", in.username());
    out.put("timestamp", in.timestamp());
    out.put("version", in.version());
    out.put("message", in.message());
    out.put("nat_access", in.natAccess().orElse(null));
    out.put("server_auth", in.serverAuth().orElse(null));
    out.put("client_timeout", in.clientTimeout().map(Duration::toSeconds).orElse(null));
    out.put("digest_type", packet.digestType().toString());
    out.put("digest", packet.digest());
    out.put("hmac_type", authenticated ? suite.hmac().toString() : null);
    out.put("encryption_mode", suite.mode().toString());
    return out;
  }

  private static void print(Map<String, @Nullable Object> fields, boolean json, Console console) {
    if (json) {
      JsonObject object = new JsonObject();
      fields.forEach(object::put);
      console.out().println(object);
      return;
    }
    fields.forEach((name, value) -> {
      if (value != null) {
        console.out().printf("%-18s %s%n", name, OneLine.of(value.toString()));
      }
    });
  }
}
