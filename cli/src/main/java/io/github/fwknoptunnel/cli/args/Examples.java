package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.Map;

/** Command lines that people would type, for the help and the manual. */
public final class Examples {
  private static final Map<String, List<String>> BY_COMMAND =
      Map.ofEntries(
          Map.entry(
              "",
              List.of(
                  "fwknop-tunnel demo",
                  "fwknop-tunnel -remote-host server.example.com -remote-port 22 --key-file keys",
                  "ssh -p 6000 127.0.0.1",
                  "fwknop-tunnel -n home -remote-port 22 -local-port 2222",
                  "fwknop-tunnel -remote-host server.example.com -remote-port 22 -cmd ./knock.sh",
                  "fwknop-tunnel --socks 1080 -n home --route '*.example.com=spa'")),
          Map.entry(
              "knock",
              List.of(
                  "fwknop-tunnel knock -D server.example.com -A tcp/22 --key-file keys",
                  "fwknop-tunnel knock -n home",
                  "fwknop-tunnel knock -n home --test | fwknop-tunnel inspect -n home")),
          Map.entry(
              "connect",
              List.of(
                  "fwknop-tunnel connect server.example.com 22 --key-file keys",
                  "ssh -o ProxyCommand='fwknop-tunnel connect %h %p -n home' server.example.com")),
          Map.entry(
              "exec",
              List.of(
                  "fwknop-tunnel exec -n home -remote-port 5432 -- psql -h {host} -p {port} -U me",
                  "fwknop-tunnel exec -n home -remote-port 80 -- curl http://{host}:{port}/")),
          Map.entry(
              "check",
              List.of(
                  "fwknop-tunnel check -n home -remote-port 22",
                  "fwknop-tunnel check -n home -remote-port 22 --live --json")),
          Map.entry(
              "status",
              List.of(
                  "fwknop-tunnel status --metrics 9110",
                  "fwknop-tunnel status --metrics 9110 --json")),
          Map.entry(
              "keygen",
              List.of(
                  "fwknop-tunnel keygen --server --key-gen-file keys",
                  "fwknop-tunnel keygen --server -K keys -A tcp/22,tcp/443 -f 60")),
          Map.entry(
              "inspect",
              List.of(
                  "fwknop-tunnel knock -n home --test | fwknop-tunnel inspect -n home",
                  "fwknop-tunnel inspect --key-file keys --json < packet")),
          Map.entry(
              "ssh-config", List.of("fwknop-tunnel ssh-config home -n home >> ~/.ssh/config")),
          Map.entry(
              "completion",
              List.of("eval \"$(fwknop-tunnel completion bash)\"", "fwknop-tunnel completion zsh")),
          Map.entry(
              "setup",
              List.of(
                  "fwknop-tunnel setup server.example.com",
                  "fwknop-tunnel setup server.example.com -remote-port 5432 --for debian12")),
          Map.entry("demo", List.of("fwknop-tunnel demo")));

  private Examples() {}

  /** Those of one command; each is one line. */
  public static List<String> of(CommandDescriptor command) {
    return BY_COMMAND.getOrDefault(command.name(), List.of());
  }
}
