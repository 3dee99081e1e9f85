package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.spa.address.AddressException;
import io.github.fwknoptunnel.spa.address.AddressResolver;
import io.github.fwknoptunnel.spa.message.AllowedSource;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;

/**
 * Finds out whom to let in before it knocks, and so before the time to open begins to run: asking
 * one service after the other can take longer than that.
 *
 * @param knocker whose request lacks only the address
 */
record ResolvingKnocker(SpaKnocker knocker, AddressResolver address) implements Knocker {
  @Override
  public KnockReceipt knock(KnockTarget target) throws OpenException, InterruptedException {
    try {
      return knockerFor(address.resolve()).knock(target);
    } catch (AddressException e) {
      throw new OpenException(new OpenFailure.KnockNotSent(knocker.server(), e));
    }
  }

  private SpaKnocker knockerFor(AllowedSource from) {
    return new SpaKnocker(
        knocker.client(),
        letting(from, knocker.request()),
        knocker.server(),
        knocker.port(),
        knocker.mostKnocks());
  }

  /** The same request for somebody else. */
  static SpaRequest letting(AllowedSource from, SpaRequest request) {
    return switch (request) {
      case SpaRequest.Access access ->
          new SpaRequest.Access(from, access.ports(), access.openFor());
      case SpaRequest.NatAccess nat ->
          new SpaRequest.NatAccess(from, nat.ports(), nat.to(), nat.openFor());
      case SpaRequest.LocalNatAccess nat ->
          new SpaRequest.LocalNatAccess(from, nat.ports(), nat.to(), nat.openFor());
      case SpaRequest.Command command -> new SpaRequest.Command(from, command.commandLine());
    };
  }

  /** The address may be that of another network by now. */
  @Override
  public void failed() {
    address.forget();
  }

  @Override
  public int mostKnocks() {
    return knocker.mostKnocks();
  }
}
