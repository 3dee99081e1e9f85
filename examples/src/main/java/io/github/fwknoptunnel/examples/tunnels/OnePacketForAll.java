package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.KnockConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockGroup;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Opens a local port for each of several ports of a server; one packet opens all of them: {@code
 * OnePacketForAll KEY-FILE SERVER:SPA-PORT PORT...}. The end of stdin closes them.
 */
public final class OnePacketForAll {
  private OnePacketForAll() {}

  public static void main(String[] args) throws Exception {
    var server = args[1].split(":", 2);
    var ports = Arrays.stream(args).skip(2).map(Integer::valueOf).toList();
    List<Tunnel> tunnels = new ArrayList<>();
    // The tunnels use its keys.
    var profile = Profile.ofKeyFile(Path.of(args[0]), server[0], Integer.parseInt(server[1]));
    try {
      var request = profile.request(ports.stream().map(PortSpec::tcp).toList());
      Knocker all = SpaKnocker.of(profile, request);
      var group = new KnockGroup(SpaKnocker.reuseWindow(Optional.empty()));
      for (int port : ports) {
        Knocker single = SpaKnocker.of(profile, profile.request(port));
        var member = group.member(profile.server(), all, single);
        var config = TunnelConfig.builder(server[0], port).knock(KnockConfig.shared(member));
        tunnels.add(Tunnel.open(config.build(), event -> System.out.println(EventLine.of(event))));
      }
      System.in.transferTo(System.out);
    } finally {
      tunnels.forEach(Tunnel::close);
      profile.close();
    }
  }
}
