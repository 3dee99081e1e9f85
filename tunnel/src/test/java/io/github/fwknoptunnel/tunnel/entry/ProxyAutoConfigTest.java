package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Browsers send to the proxy what a rule is about; node plays the browser. */
@Timeout(180)
class ProxyAutoConfigTest {
  private static final Path NODE = Path.of("/usr/bin/node");

  private static final List<String> RULES =
      List.of(
          "db.example.com",
          "*.example.org:443,8000-8999",
          "10.1.0.0/16",
          "192.0.2.7:22",
          "[2001:db8::/32]",
          "[::1]:80");

  @Test
  void theScriptDecidesAsTheRulesDo() throws Exception {
    if (!Files.isExecutable(NODE)) {
      System.out.println("SKIPPED: ProxyAutoConfigTest needs " + NODE);
    }
    assumeTrue(Files.isExecutable(NODE), "node is not installed");
    List<TargetPattern> patterns =
        RULES.stream().map(rule -> TargetPattern.parse(rule).orElseThrow()).toList();
    String script = ProxyAutoConfig.script(patterns, "127.0.0.1:1080");
    assertEquals(
        """
        http://db.example.com/ proxy
        http://DB.Example.COM./x proxy
        https://user:password@db.example.com:9/ proxy
        http://a.db.example.com/ direct
        https://a.example.org/ proxy
        wss://a.example.org/ proxy
        http://a.example.org/ direct
        http://a.example.org:8500/:443 proxy
        https://example.org/ direct
        http://10.1.255.9/ proxy
        http://10.2.0.1/ direct
        http://192.0.2.7:22/ proxy
        http://192.0.2.7/ direct
        http://[2001:db8:ffff::9]/ proxy
        http://[2001:db9::]/ direct
        http://[::1]/ proxy
        http://[::2]/ direct
        http://unknown/ direct
        """,
        run(
            script,
            "http://db.example.com/ http://DB.Example.COM./x"
                + " https://user:password@db.example.com:9/ http://a.db.example.com/"
                + " https://a.example.org/ wss://a.example.org/ http://a.example.org/"
                + " http://a.example.org:8500/:443 https://example.org/ http://10.1.255.9/"
                + " http://10.2.0.1/ http://192.0.2.7:22/ http://192.0.2.7/"
                + " http://[2001:db8:ffff::9]/ http://[2001:db9::]/ http://[::1]/ http://[::2]/"
                + " http://unknown/"));
  }

  /** The host as browsers give it: from the URL, IPv6 without brackets in some. */
  private static String run(String script, String urls) throws Exception {
    String lines =
        script
            + "process.argv.slice(1).forEach(function (url) {\n"
            + "  var host = /\\/\\/(?:[^\\/@]*@)?(\\[[^\\]]*\\]|[^:\\/]*)/.exec(url)[1];\n"
            + "  var both = [host, host.replace(/[\\[\\]]/g, '')].map(function (one) {\n"
            + "    return FindProxyForURL(url, one) == 'DIRECT' ? 'direct' : 'proxy';\n"
            + "  });\n"
            + "  console.log(url, both[0] == both[1] ? both[0] : both.join());\n"
            + "});\n";
    Process node =
        new ProcessBuilder(
                Stream.concat(Stream.of(NODE.toString(), "-e", lines), Stream.of(urls.split(" ")))
                    .toList())
            .redirectErrorStream(true)
            .start();
    return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
