package io.github.fwknoptunnel.cli.command.knock;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.command.keygen.KeygenCommand;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.spa.PacketFile;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.EarlyConnect;
import io.github.fwknoptunnel.cli.config.tunnel.KnockSettings;
import io.github.fwknoptunnel.cli.config.tunnel.PortWaiter;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.messages.UnsavedPacketException;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.setting.StanzaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ProgressLine;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sends one packet and says what was sent; with {@code --test} prints it instead, with {@code
 * --wait} returns when the port is open, with {@code --keep} goes on until a signal.
 */
public final class KnockCommand implements Command {
  @Override
  public ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    if (arguments.has(KeyOptions.KEY_GEN) || arguments.has(Options.KEY_GEN_FILE)) {
      // Else what is wanted besides would be left out in silence.
      arguments.refuseExcluded(List.of(KeyOptions.KEY_GEN));
      return new KeygenCommand().run(arguments, console);
    }
    if (arguments.has(SpaOptions.STANZA_LIST)) {
      return listStanzas(arguments, console);
    }
    return knock(arguments, console);
  }

  private static ExitStatus knock(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    PacketTrace trace = new PacketTrace(arguments.has(Options.VERBOSE));
    SpaSettings settings = settings(arguments, console, trace);
    Optional<PortWaiter> wait = PortWaiter.read(arguments, settings);
    Optional<KeepOpen> keep = KeepOpen.read(arguments, settings);
    refuseSeveralHosts(settings, wait);
    if (arguments.has(StanzaOptions.SAVE)) {
      console.err().println(StanzaSaver.read(arguments).save(settings.gpg()));
    }
    if (keep.isPresent()) {
      return keep.get()
          .run(
              () -> knock(arguments, console, settings.resolved(), wait, trace),
              arguments,
              console);
    }
    SpaSettings resolved = settings.resolved();
    if (arguments.has(SpaOptions.TEST)) {
      SpaPacket packet = show(resolved, PacketFile.read(arguments), console);
      trace.print(packet, console.err()::println);
      return ExitStatus.OK;
    }
    knock(arguments, console, resolved, wait, trace);
    return ExitStatus.OK;
  }

  /** Only probes tell which of them is to be knocked at next. */
  private static void refuseSeveralHosts(SpaSettings settings, Optional<PortWaiter> wait)
      throws CliException {
    if (wait.isEmpty() && settings.server().contains(",")) {
      throw CliException.usage(
          Options.REMOTE_HOST + " names several hosts, and one packet is sent",
          "name one host, or add " + Options.WAIT);
    }
  }

  private static void knock(
      ParsedArguments arguments,
      Console console,
      SpaSettings resolved,
      Optional<PortWaiter> wait,
      PacketTrace trace)
      throws CliException, InterruptedException {
    boolean quiet = arguments.has(Options.QUIET);
    if (wait.isPresent()) {
      int maxPackets = KnockSettings.read(arguments).maxPackets();
      if (quiet) {
        wait.get().knock(resolved.knocker(maxPackets), event -> {});
      } else {
        await(wait.get(), resolved, maxPackets, trace, console);
      }
      return;
    }
    KnockResult.PacketSent sent = send(resolved);
    if (!quiet) {
      new KnockReporter(console.err()::println, resolved.summary(), trace, Optional.empty())
          .sent(sent);
    }
  }

  private static void await(
      PortWaiter wait, SpaSettings settings, int maxPackets, PacketTrace trace, Console console)
      throws CliException, InterruptedException {
    try (EarlyConnect early = new EarlyConnect();
        ProgressLine progress = ProgressLine.show(console, "waiting for " + wait.target())) {
      wait.knock(
          early.before(settings.knocker(maxPackets)),
          new KnockReporter(progress::println, settings.summary(), trace, Optional.of(early)));
    }
  }

  private static SpaSettings settings(ParsedArguments arguments, Console console, PacketTrace trace)
      throws CliException {
    ConfigSources sources = ConfigSources.read(arguments, console);
    SpaSettings settings =
        SpaSettings.read(
            sources,
            HostText.remoteHost(arguments),
            arguments.value(Options.REMOTE_PORT),
            trace::of);
    trace.madeWith(sources, settings.keys());
    for (String warning : settings.allWarnings()) {
      Logs.warn(arguments, console, warning);
    }
    if (!settings.gpg()) {
      // Limits are checked before an address or a name is resolved. With gpg
      // that would mean a second question for a pass phrase.
      var _ = settings.seal();
    }
    return settings;
  }

  private static SpaPacket show(SpaSettings settings, PacketFile file, Console console)
      throws CliException {
    SpaPacket packet = settings.seal();
    try {
      file.save(packet);
    } catch (UnsavedPacketException e) {
      throw new CliException(e.problem(), e);
    }
    console.out().println(packet.wire());
    return packet;
  }

  private static KnockResult.PacketSent send(SpaSettings settings)
      throws CliException, InterruptedException {
    try {
      return settings.knocker(1).knockOnce(settings.family());
    } catch (ConnectFailedException e) {
      throw new CliException(ConnectFailureMessages.of(e.failure()), e);
    }
  }

  private static ExitStatus listStanzas(ParsedArguments arguments, Console console)
      throws CliException {
    Path file =
        ConfigSources.rcFile(arguments).orElseThrow(() -> new AssertionError("a list needs one"));
    try {
      List<String> stanzas = RcFile.read(file).stanzas();
      stanzas.stream().map(LogSanitizer::of).forEach(console.out()::println);
      if (stanzas.isEmpty()) {
        console.err().println(LogSanitizer.of(file + " has no stanza"));
      }
      return ExitStatus.OK;
    } catch (RcException e) {
      throw new CliException(RcMessages.ofRcFile(e), e);
    }
  }
}
