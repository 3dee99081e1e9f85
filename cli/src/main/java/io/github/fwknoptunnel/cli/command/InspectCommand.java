package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.GpgWords;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.cli.words.PacketWords;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.packet.GpgOpener;
import io.github.fwknoptunnel.spa.packet.OpenedGpgPacket;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opens a packet and shows every field, or says why it does not open. */
final class InspectCommand implements Command {
  /** Longer than any packet, and short enough to hold. */
  private static final int MOST_INPUT = 64 * 1024;

  @Override
  public ExitStatus run(Arguments arguments, Console console) throws ProblemException {
    Optional<Duration> maxAge = arguments.time(Options.MAX_AGE);
    Sources sources = Sources.read(arguments, console);
    PacketFields opened =
        GpgMode.wanted(sources) ? openGpg(sources, console) : open(sources, console);
    if (maxAge.isPresent()) {
      checkAge(opened.packet().fields().timestamp(), maxAge.get());
    }
    opened.print(arguments.has(Options.JSON), console);
    return ExitStatus.OK;
  }

  private static PacketFields open(Sources sources, Console console) throws ProblemException {
    KeySettings settings = KeySource.read(sources);
    try (SpaKeys keys = settings.keys()) {
      SpaSuite suite = Suites.read(sources, settings);
      SpaPacket packet = packet(sources.line(), console);
      try {
        OpenedPacket opened = new SpaOpener(keys, suite).open(packet);
        return new PacketFields(
            opened,
            keys.hmac().map(key -> suite.hmac()),
            new EncryptionMode.Symmetric(suite.mode()));
      } catch (PacketException e) {
        throw new ProblemException(new Diagnosis(packet, keys, suite).of(e), e);
      }
    }
  }

  /** Who signed is for people: it stands beside the fields and not among them. */
  private static PacketFields openGpg(Sources sources, Console console) throws ProblemException {
    HmacSource.Hmac hmac = HmacSource.read(sources);
    SpaSuite suite = Suites.read(sources, hmac);
    SpaPacket packet = packet(sources.line(), console);
    try {
      OpenedGpgPacket opened =
          new GpgOpener(GpgMode.settings(sources), hmac.key(), suite).open(packet);
      console.err().println(PacketWords.signature(opened.signature()));
      return new PacketFields(
          opened.packet(), hmac.key().map(key -> suite.hmac()), new EncryptionMode.Asymmetric());
    } catch (PacketException e) {
      throw new ProblemException(PacketWords.ofGpg(e, packet.isGpg()), e);
    } catch (GpgException e) {
      throw new ProblemException(GpgWords.of(e), e);
    }
  }

  private static SpaPacket packet(Arguments arguments, Console console) throws ProblemException {
    List<String> operands = arguments.operands();
    if (operands.size() > 1) {
      throw new ProblemException(
          Problem.usage("more than one packet", "give one, or none to read it from stdin"));
    }
    return new SpaPacket(
        operands.isEmpty() ? firstLine(console.in()) : operands.getFirst().strip());
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
}
