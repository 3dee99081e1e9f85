package io.github.fwknoptunnel.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A command line with its variables and its files, made of pieces that mean something, put together
 * and changed at random. The same for the same seed.
 *
 * <p>It never names an option that starts a program, writes a file, or looks something up.
 */
final class RandomLine {
  static final List<String> FILES = List.of("rc", "keys", "options", "hosts");

  private static final List<String> NUMBERS =
      List.of("0", "1", "22", "65535", "65536", "-1", "1e3", "99999999999", "0x10", "٣", "30s", "");

  private static final List<String> TEXTS =
      List.of(
          "a",
          "home",
          "192.0.2.7",
          "gate.example.com",
          "bücher.test",
          "::1",
          "[::1]",
          "h:22",
          "*",
          "tcp/22",
          "tcp/22,udp/53",
          "icmp/1",
          "tcp/",
          "http://h/",
          "https://h/ip?x",
          "10.0.0.5,22",
          "h:99999",
          "sha256",
          "SHA3_512",
          "cbc",
          "legacy",
          "asymmetric",
          "udp",
          "http",
          "each",
          "single",
          "json",
          "1m",
          "500ms",
          "1d2h",
          "~",
          "~/x",
          "a b",
          "'",
          "\"",
          "\\",
          "=",
          "--",
          "-",
          "@",
          "%",
          "\u0000",
          "\u00a0",
          "\ufeff",
          "\ud800",
          "\u202e",
          "\n",
          "[x]",
          "KEY",
          "#",
          "true",
          "false",
          "Y",
          "no",
          "x".repeat(300));

  private static final List<String> OPTIONS =
      List.of(
          "-n",
          "--named-config",
          "-D",
          "-A",
          "-a",
          "-s",
          "-p",
          "-P",
          "-H",
          "-u",
          "-S",
          "-r",
          "-f",
          "-N",
          "--nat-local",
          "--nat-port",
          "--nat-rand-port",
          "-U",
          "-m",
          "-M",
          "--hmac-digest-type",
          "--time-offset-plus",
          "--time-offset-minus",
          "-C",
          "--use-hmac",
          "--no-rc-file",
          "--stdin",
          "-remote-host",
          "--remote-port",
          "-remote-port",
          "--key-file",
          "--get-hmac-key",
          "-G",
          "--insecure-key-file",
          "--max-packets",
          "-v",
          "--stanza-list");

  private static final List<String> TUNNEL =
      List.of(
          "-L",
          "-local-port",
          "-mode",
          "-delay",
          "--open-timeout",
          "--knock",
          "--access-window",
          "--max-connections",
          "--allow-user",
          "--keep-alive",
          "--idle-timeout",
          "--linger",
          "--drain-timeout",
          "--metrics",
          "-verbose=false",
          "-verbose=x");

  private static final List<String> VARIABLES =
      List.of(
          "ACCESS",
          "ALLOW_IP",
          "NAMED_CONFIG",
          "DESTINATION",
          "REMOTE_PORT",
          "VERBOSE",
          "FW_TIMEOUT",
          "KEY_FILE",
          "LOCAL_FORWARD",
          "ALLOW_USER",
          "NO_SUCH",
          "RAND_PORT");

  private static final List<String> SETTINGS =
      List.of(
          "SPA_SERVER",
          "ACCESS",
          "ALLOW_IP",
          "KEY",
          "KEY_BASE64",
          "HMAC_KEY",
          "HMAC_KEY_BASE64",
          "FW_TIMEOUT",
          "SPOOF_USER",
          "DIGEST_TYPE",
          "HMAC_DIGEST_TYPE",
          "ENCRYPTION_MODE",
          "NAT_ACCESS",
          "NAT_PORT",
          "RAND_PORT",
          "SPA_SERVER_PORT",
          "SPA_SERVER_PROTO",
          "HTTP_USER_AGENT",
          "TIME_OFFSET",
          "USE_HMAC",
          "KEY_FILE",
          "SPA_SOURCE_PORT",
          "[home]",
          "[default]",
          "[a b]",
          "#",
          "192.0.2.7:",
          "gate.example.com:");

  private final Random random;
  private final Path directory;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final String forward;
  private final long seed;

  RandomLine(long seed, Path directory) {
    this.seed = seed;
    this.random = new Random(seed);
    this.directory = directory;
    files.put("rc", text("%s %s\n"));
    files.put("keys", text("%s: %s\n"));
    files.put("hosts", text("%s %s\n"));
    files.put("options", optionFile());
    makeWords();
    if (random.nextInt(4) == 0) {
      environment.put("FWKNOP_TUNNEL_OPT_" + one(VARIABLES), changed(value()));
    }
    forward = changed(value() + ":" + value() + ":" + one(NUMBERS) + one(List.of("", ",stanza=a")));
  }

  List<String> words() {
    return words;
  }

  Map<String, String> environment() {
    return environment;
  }

  byte[] file(String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  /** What may stand behind -L. */
  String forward() {
    return forward;
  }

  private void makeWords() {
    switch (random.nextInt(4)) {
      case 0 -> options(TUNNEL);
      case 1 -> words.addAll(List.of("ssh-config", changed("home")));
      default -> words.addAll(List.of("knock", "--test"));
    }
    for (String option : List.of("--rc-file rc", "--key-file keys", "-D 192.0.2.1", "-A tcp/22")) {
      String[] pair = option.split(" ", -1);
      if (random.nextInt(3) > 0) {
        words.addAll(List.of(pair[0], FILES.contains(pair[1]) ? path(pair[1]) : pair[1]));
      }
    }
    options(OPTIONS);
    if (random.nextInt(4) == 0) {
      words.add(random.nextInt(words.size()), "@" + path("options"));
    }
    if (random.nextInt(8) == 0) {
      words.set(0, changed(words.getFirst()));
    }
    // Whatever came before, no packet is sent.
    words.removeIf(word -> word.contains("key-command") || word.equals("connect"));
    if (words.contains("knock")) {
      words.add("--test");
    }
  }

  private void options(List<String> names) {
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = one(names);
      switch (random.nextInt(3)) {
        case 0 -> words.add(name);
        case 1 -> words.add(name + "=" + changed(value()));
        default -> words.addAll(List.of(name, changed(value())));
      }
    }
  }

  private byte[] optionFile() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(one(OPTIONS)).append(one(List.of(" ", "=", "  '", "\t"))).append(value());
      text.append(one(List.of("\n", "\r\n", " # x\n", "'\n", "")));
    }
    return bytes(text.toString());
  }

  private byte[] text(String form) {
    StringBuilder text = new StringBuilder(one(List.of("", "[home]\n", "\ufeff", "[default]\r\n")));
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(form.formatted(one(SETTINGS), value()));
    }
    return bytes(text.toString());
  }

  private byte[] bytes(String text) {
    byte[] bytes =
        changed(text)
            .getBytes(random.nextInt(30) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(6) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String value() {
    return switch (random.nextInt(6)) {
      case 0 -> one(NUMBERS);
      case 1 -> path(one(FILES));
      case 2 -> one(TEXTS) + one(TEXTS);
      default -> one(TEXTS);
    };
  }

  private String path(String file) {
    return directory.resolve(file).toString();
  }

  /** Every third text loses, gets or repeats a piece. */
  private String changed(String text) {
    if (text.isEmpty() || random.nextInt(3) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + one(TEXTS) + text.substring(at);
      default -> text + text.substring(at);
    };
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Override
  public String toString() {
    return "seed " + seed + ": " + words + " " + environment + " -L " + forward;
  }
}
