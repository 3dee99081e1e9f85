package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.KeyOptions;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.args.StanzaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.OneLine;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.terminal.Progress;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.cli.words.UnsavedPacketException;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sends one packet and says what was sent; with {@code --test} prints it instead, with {@code
 * --wait} returns when the port is open.
 */
final class KnockCommand implements Command {
  @Override
  public ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    if (arguments.has(KeyOptions.KEY_GEN) || arguments.has(Options.KEY_GEN_FILE)) {
      refuseBeside(arguments);
      return new KeygenCommand().run(arguments, console);
    }
    if (arguments.has(SpaOptions.STANZA_LIST)) {
      return listStanzas(arguments, console);
    }
    return knock(arguments, console);
  }

  /** New keys are made and nothing else: what else is wanted must not be left out in silence. */
  private static void refuseBeside(Arguments arguments) throws ProblemException {
    Optional<Opt> other =
        arguments.firstOf(List.of(StanzaOptions.SAVE, SpaOptions.TEST, Options.WAIT));
    if (other.isPresent()) {
      throw new ProblemException(
          Problem.usage(
              KeyOptions.KEY_GEN + " and " + other.get() + " exclude each other",
              "run 'fwknop-tunnel keygen --key-gen-file FILE', then 'fwknop-tunnel knock --key-file"
                  + " FILE "
                  + other.get()
                  + " …'"));
    }
  }

  private static ExitStatus knock(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    SpaSettings settings = settings(arguments, console);
    Optional<OpenWait> wait = OpenWait.read(arguments, settings);
    if (arguments.has(StanzaOptions.SAVE)) {
      console.err().println(SavedStanza.read(arguments).save(settings.gpg()));
    }
    SpaSettings resolved = settings.resolved();
    if (arguments.has(SpaOptions.TEST)) {
      return show(resolved, PacketFile.read(arguments), console);
    }
    if (wait.isPresent()) {
      int most = KnockOptions.read(arguments).mostPackets();
      return arguments.has(Options.QUIET)
          ? awaitQuietly(wait.get(), resolved, most)
          : await(wait.get(), resolved, most, console);
    }
    KnockReceipt.PacketSent sent = send(resolved);
    if (!arguments.has(Options.QUIET)) {
      new KnockStory(console.err()::println, resolved.summary()).sent(sent);
    }
    return ExitStatus.OK;
  }

  private static ExitStatus await(OpenWait wait, SpaSettings settings, int most, Console console)
      throws ProblemException, InterruptedException {
    try (Progress progress = Progress.show(console, "waiting for " + wait.target())) {
      wait.knock(settings.knocker(most), new KnockStory(progress::println, settings.summary()));
      return ExitStatus.OK;
    }
  }

  private static ExitStatus awaitQuietly(OpenWait wait, SpaSettings settings, int most)
      throws ProblemException, InterruptedException {
    wait.knock(settings.knocker(most), new KnockStory(line -> {}, settings.summary()));
    return ExitStatus.OK;
  }

  private static SpaSettings settings(Arguments arguments, Console console)
      throws ProblemException {
    SpaSettings settings =
        SpaSettings.read(
            Sources.read(arguments, console),
            HostText.remoteHost(arguments),
            arguments.port(Options.REMOTE_PORT));
    if (settings.warning().isPresent()) {
      Logs.warn(arguments, console, settings.warning().get());
    }
    if (!settings.gpg()) {
      // What no server opens is told before anybody is asked for an address or a name. With gpg
      // that would mean a second question for a pass phrase.
      var _ = settings.seal();
    }
    return settings;
  }

  private static ExitStatus show(SpaSettings settings, PacketFile file, Console console)
      throws ProblemException {
    SpaPacket packet = settings.seal();
    try {
      file.save(packet);
    } catch (UnsavedPacketException e) {
      throw new ProblemException(e.problem(), e);
    }
    console.out().println(packet.wire());
    return ExitStatus.OK;
  }

  private static KnockReceipt.PacketSent send(SpaSettings settings) throws ProblemException {
    SpaKnocker knocker =
        new SpaKnocker(
            settings.client(), settings.request(), settings.server(), settings.port(), 1);
    try {
      return knocker.knockOnce();
    } catch (OpenException e) {
      throw new ProblemException(OpenWords.of(e.failure()), e);
    }
  }

  private static ExitStatus listStanzas(Arguments arguments, Console console)
      throws ProblemException {
    Path file = Sources.rcFile(arguments).orElseThrow(() -> new AssertionError("a list needs one"));
    try {
      List<String> stanzas = RcFile.read(file).stanzas();
      stanzas.stream().map(OneLine::of).forEach(console.out()::println);
      if (stanzas.isEmpty()) {
        console.err().println(OneLine.of(file + " has no stanza"));
      }
      return ExitStatus.OK;
    } catch (RcException e) {
      throw new ProblemException(RcWords.ofRcFile(e), e);
    }
  }
}
