package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.file.Path;

/**
 * Connects to a port behind two firewalls, each with its own fwknopd and keys, and prints what the
 * service sends: {@code TwoFirewalls HOST PORT RC-FILE OUTER-STANZA INNER-STANZA [IPV4|IPV6]}.
 */
public final class TwoFirewalls {
  private TwoFirewalls() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    var rcFile = Path.of(args[2]);
    try (var outer = Profile.ofStanza(rcFile, args[3]);
        var inner = Profile.ofStanza(rcFile, args[4])) {
      var both =
          new Both(
              SpaKnocker.of(outer, request(outer, port)),
              SpaKnocker.of(inner, request(inner, port)));
      Connector.Builder settings = Connector.to(args[0]).knock(KnockConfig.shared(both));
      if (args.length > 5) {
        settings.family(KnockTarget.Family.valueOf(args[5]));
      }
      try (var connector = settings.build();
          var socket = connector.connect(port)) {
        socket.getInputStream().transferTo(System.out);
      }
    }
  }

  /** What the stanza asks for, or else the port: an outer firewall often has a NAT rule. */
  private static SpaRequest request(Profile profile, int port) throws ProfileException {
    var own = profile.request();
    return own.isPresent() ? own.get() : profile.request(port);
  }

  /** A packet to the outer server, and one to the inner server. */
  private record Both(Knocker outer, Knocker inner) implements Knocker {
    @Override
    public KnockResult knock(KnockTarget target)
        throws ConnectFailedException, InterruptedException {
      var first = outer.knock(target);
      System.out.println("outer: " + EventLine.of(first));
      return inner.knock(target);
    }

    @Override
    public void opened(int knocks) {
      outer.opened(knocks);
      inner.opened(knocks);
    }

    @Override
    public void failed() {
      outer.failed();
      inner.failed();
    }

    @Override
    public int maxKnocks() {
      return Math.min(outer.maxKnocks(), inner.maxKnocks());
    }
  }
}
