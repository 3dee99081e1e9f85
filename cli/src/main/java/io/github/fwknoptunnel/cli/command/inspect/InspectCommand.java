package io.github.fwknoptunnel.cli.command.inspect;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.AlgorithmSettings;
import io.github.fwknoptunnel.cli.config.spa.GpgMode;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.GpgMessages;
import io.github.fwknoptunnel.cli.messages.PacketFields;
import io.github.fwknoptunnel.cli.messages.PacketMessages;
import io.github.fwknoptunnel.cli.output.JsonObject;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Opens a packet and shows every field, or says why it does not open. */
public final class InspectCommand implements Command {
  /** Longer than any packet, and short enough to hold. */
  private static final int MAX_INPUT = 64 * 1024;

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console) throws CliException {
    Optional<Duration> maxAge = arguments.value(Options.MAX_AGE);
    ConfigSources sources = ConfigSources.read(arguments, console);
    PacketFields opened =
        GpgMode.wanted(sources) ? openGpg(sources, console) : open(sources, console);
    if (maxAge.isPresent()) {
      checkAge(opened.packet().fields().timestamp(), maxAge.get());
    }
    print(opened, arguments.has(Options.JSON), console);
    return ExitStatus.OK;
  }

  private static void print(PacketFields opened, boolean json, Console console) {
    if (json) {
      JsonObject object = new JsonObject();
      opened.values().forEach(object::put);
      console.out().println(object);
    } else {
      opened.lines().forEach(console.out()::println);
    }
  }

  private static PacketFields open(ConfigSources sources, Console console) throws CliException {
    ResolvedKeys found = KeyResolver.read(sources);
    try (SpaKeys keys = found.keys()) {
      SpaSuite suite = AlgorithmSettings.read(sources, found);
      SpaPacket packet = packet(sources.line(), console);
      try {
        OpenedPacket opened = new SpaOpener(keys, suite).open(packet);
        return new PacketFields(
            opened,
            keys.hmac().map(key -> suite.hmac()),
            new EncryptionMode.Symmetric(suite.mode()));
      } catch (PacketException e) {
        throw new CliException(new PacketDiagnosis(packet, keys, suite).of(e), e);
      }
    }
  }

  /** The signer is printed to stderr and is not one of the fields. */
  private static PacketFields openGpg(ConfigSources sources, Console console) throws CliException {
    ResolvedKeys keys = KeyResolver.readHmac(sources);
    SpaSuite suite = AlgorithmSettings.read(sources, keys);
    SpaPacket packet = packet(sources.line(), console);
    try {
      OpenedGpgPacket opened =
          new GpgOpener(GpgMode.settings(sources), keys.hmac(), suite).open(packet);
      console.err().println(PacketMessages.signature(opened.signature()));
      return new PacketFields(
          opened.packet(), keys.hmac().map(key -> suite.hmac()), new EncryptionMode.Asymmetric());
    } catch (PacketException e) {
      throw new CliException(PacketMessages.ofGpg(e, packet.isGpg()), e);
    } catch (GpgException e) {
      throw new CliException(GpgMessages.of(e), e);
    }
  }

  private static SpaPacket packet(ParsedArguments arguments, Console console) throws CliException {
    List<String> operands = arguments.operands();
    if (operands.size() > 1) {
      throw CliException.usage(
          "more than one packet", "pass one packet, or none to read it from stdin");
    }
    return new SpaPacket(
        operands.isEmpty() ? firstLine(console.in()) : operands.getFirst().strip());
  }

  private static String firstLine(InputStream in) throws CliException {
    try {
      String text = new String(in.readNBytes(MAX_INPUT), StandardCharsets.ISO_8859_1);
      if (text.isBlank()) {
        throw new CliException(
            new CliError(
                ExitStatus.FAILED,
                "stdin has no packet",
                "pass the packet as an operand or on stdin"));
      }
      return text.strip().lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new CliException(
          new CliError(ExitStatus.FAILED, "stdin cannot be read: " + e.getMessage()), e);
    }
  }

  private static void checkAge(long timestamp, Duration maxAge) throws CliException {
    Duration age = Duration.between(Instant.ofEpochSecond(timestamp), Instant.now());
    if (age.abs().compareTo(maxAge) > 0) {
      String when = age.isNegative() ? " in the future" : " old";
      throw new CliException(
          new CliError(
              ExitStatus.FAILED,
              "the packet's timestamp is " + ConnectFailureMessages.time(age.abs()) + when,
              "check the sender's clock; servers accept at most 120 s by default"));
    }
  }
}
