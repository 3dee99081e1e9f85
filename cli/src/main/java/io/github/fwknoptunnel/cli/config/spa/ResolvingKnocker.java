package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.PublicIpResolver;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;

/**
 * Finds out whom to let in before it knocks, and so before the time to open begins to run: asking
 * one service after the other can take longer than that.
 *
 * @param knocker whose request lacks only the address
 */
record ResolvingKnocker(SpaKnocker knocker, PublicIpResolver address) implements Knocker {
  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException {
    try {
      return knockerFor(address.resolve()).knock(target);
    } catch (PublicIpException e) {
      throw new ConnectFailedException(new ConnectFailure.KnockNotSent(knocker.server(), e));
    }
  }

  private SpaKnocker knockerFor(AllowIp from) {
    return new SpaKnocker(
        knocker.client(),
        letting(from, knocker.request()),
        knocker.server(),
        knocker.port(),
        knocker.maxKnocks());
  }

  /** The same request for somebody else. */
  static SpaRequest letting(AllowIp from, SpaRequest request) {
    return switch (request) {
      case SpaRequest.Access access ->
          new SpaRequest.Access(from, access.ports(), access.accessTimeout());
      case SpaRequest.NatAccess nat ->
          new SpaRequest.NatAccess(from, nat.ports(), nat.to(), nat.accessTimeout());
      case SpaRequest.LocalNatAccess nat ->
          new SpaRequest.LocalNatAccess(from, nat.ports(), nat.to(), nat.accessTimeout());
      case SpaRequest.Command command -> new SpaRequest.Command(from, command.commandLine());
    };
  }

  /** The address may be that of another network by now. */
  @Override
  public void failed() {
    address.invalidate();
  }

  @Override
  public int maxKnocks() {
    return knocker.maxKnocks();
  }
}
