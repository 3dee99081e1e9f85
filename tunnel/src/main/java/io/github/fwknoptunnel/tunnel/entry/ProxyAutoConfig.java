package io.github.fwknoptunnel.tunnel.entry;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the script that makes browsers use the proxy for the targets that its rules match,
 * rejected ones included, and connect directly to all others.
 */
public final class ProxyAutoConfig {
  /** No names are looked up; addresses are compared bit by bit, as {@link HostPattern} does. */
  private static final String SCRIPT =
      """
      function bits(host) {
        var four = /^([0-9]+)\\.([0-9]+)\\.([0-9]+)\\.([0-9]+)$/.exec(host);
        if (four) {
          return four.slice(1).map(function (n) { return binary(Number(n), 8); }).join("");
        }
        if (host.indexOf(":") < 0) {
          return "";
        }
        var halves = host.split("::");
        var head = halves[0] ? halves[0].split(":") : [];
        var tail = halves[1] ? halves[1].split(":") : [];
        while (halves.length == 2 && head.length + tail.length < 8) {
          head.push("0");
        }
        return head.concat(tail).map(function (n) { return binary(parseInt(n, 16), 16); }).join("");
      }
      function binary(number, width) {
        var text = number.toString(2);
        while (text.length < width) {
          text = "0" + text;
        }
        return text;
      }
      function net(host, length, prefix) {
        var all = bits(host);
        return all.length == length && all.slice(0, prefix.length) == prefix;
      }
      function below(host, domain) {
        return host.slice(-domain.length - 1) == "." + domain;
      }
      function FindProxyForURL(url, host) {
        host = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");
        var parts = /^([a-z]+):\\/\\/(?:[^\\/?#]*@)?(?:\\[[^\\]]*\\]|[^:\\/?#]*)(?::([0-9]+))?/i.exec(url);
        var usual = parts && /^(https|wss)$/i.test(parts[1]) ? 443 : 80;
        var port = parts && parts[2] ? Number(parts[2]) : usual;
        if (@RULES@) {
          return "SOCKS5 @PROXY@";
        }
        return "DIRECT";
      }
      """;

  private ProxyAutoConfig() {}

  /** The script for the patterns of all rules and for a proxy, as a browser reaches it. */
  public static String script(List<TargetPattern> patterns, String proxy) {
    String rules =
        patterns.stream()
            .map(ProxyAutoConfig::condition)
            .collect(Collectors.joining("\n      || "));
    return SCRIPT.replace("@RULES@", rules).replace("@PROXY@", proxy);
  }

  /** Names and addresses have no characters that a string of JavaScript would need to escape. */
  private static String condition(TargetPattern pattern) {
    String host =
        switch (pattern.host()) {
          case HostPattern.Any any -> "true";
          case HostPattern.Suffix suffix -> "below(host, \"" + suffix.domain() + "\")";
          case HostPattern.Network network -> net(network.base(), network.bits());
          case HostPattern.Exact exact ->
              TargetHost.address(exact.host())
                  .map(address -> net(address, address.getAddress().length * Byte.SIZE))
                  .orElse("host == \"" + exact.host() + "\"");
        };
    return pattern.ports().map(ports -> host + " && (" + ports(ports) + ")").orElse(host);
  }

  private static String ports(PortRanges ports) {
    return ports.ranges().stream()
        .map(range -> "port >= " + range.low() + " && port <= " + range.high())
        .collect(Collectors.joining(" || "));
  }

  private static String net(InetAddress base, int bits) {
    int length = base.getAddress().length * Byte.SIZE;
    String digits = new BigInteger(1, base.getAddress()).setBit(length).toString(2).substring(1);
    return "net(host, " + length + ", \"" + digits.substring(0, bits) + "\")";
  }
}
