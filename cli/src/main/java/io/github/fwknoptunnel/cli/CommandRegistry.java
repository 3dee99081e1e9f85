package io.github.fwknoptunnel.cli;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.command.check.CheckCommand;
import io.github.fwknoptunnel.cli.command.connect.ConnectCommand;
import io.github.fwknoptunnel.cli.command.demo.DemoCommand;
import io.github.fwknoptunnel.cli.command.exec.ExecCommand;
import io.github.fwknoptunnel.cli.command.inspect.InspectCommand;
import io.github.fwknoptunnel.cli.command.keygen.KeygenCommand;
import io.github.fwknoptunnel.cli.command.knock.KnockCommand;
import io.github.fwknoptunnel.cli.command.setup.SetupCommand;
import io.github.fwknoptunnel.cli.command.sshconfig.SshConfigCommand;
import io.github.fwknoptunnel.cli.command.status.StatusCommand;
import io.github.fwknoptunnel.cli.command.tunnel.TunnelCommand;
import io.github.fwknoptunnel.cli.shell.CompletionCommand;

/** Which code runs which command. */
public final class CommandRegistry {
  private CommandRegistry() {}

  public static Command of(CommandDescriptor descriptor) {
    return switch (descriptor.name()) {
      case "" -> new TunnelCommand();
      case "knock" -> new KnockCommand();
      case "connect" -> new ConnectCommand();
      case "exec" -> new ExecCommand();
      case "check" -> new CheckCommand();
      case "keygen" -> new KeygenCommand();
      case "inspect" -> new InspectCommand();
      case "setup" -> new SetupCommand(new KeygenCommand(), new CheckCommand());
      case "demo" -> new DemoCommand();
      case "status" -> new StatusCommand();
      case "ssh-config" -> new SshConfigCommand();
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException("command " + descriptor.name());
    };
  }
}
