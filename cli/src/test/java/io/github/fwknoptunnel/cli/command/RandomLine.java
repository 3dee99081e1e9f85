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
 * <p>It never names an option that starts a program, writes a file, or looks something up ({@code
 * --allow-user} runs {@code id}).
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

  /** Names, and values that they take; an option without any is a switch. */
  private static final List<String> OPTIONS =
      pieces(
          "-n home default a|-D 192.0.2.1 gate.example.com h|-A tcp/22 tcp/22,udp/53 udp/1|"
              + "-a 192.0.2.7 0.0.0.0|-s|-p 62201 1|-P udp tcp http|-u curl/8|-S 1024|-r|-f 30 0|"
              + "-N 10.0.0.5,22 h:22 h|--nat-local|--nat-port 40022|--nat-rand-port|-U alice|"
              + "-m md5 SHA3_256|-M cbc legacy ctr|--hmac-digest-type sha512 sha1|"
              + "--time-offset-plus 60 1d|--time-offset-minus 5min|-C uptime|--use-hmac|"
              + "--no-rc-file|--stdin|-remote-host h ::1|--remote-port 22|--insecure-key-file|"
              + "--max-packets 1|-v|--stanza-list");

  private static final List<String> TUNNEL =
      pieces(
          "-L 0:h:22 [::1]:1:h:2,stanza=a *:6000:h:22|-local-port 0|-mode multi single|"
              + "-delay 100|--connect-timeout 5s|--knock each shared|--access-window 20s|"
              + "--max-connections 10|--keep-alive off 10s|--idle-timeout 1m|"
              + "--half-close-timeout 1s|--drain-timeout 10s|-verbose|"
              + "--socks 0 [::1]:0 *:1080 1080|"
              + "--route *.a.test:22,6379=spa 10.0.0.0/8=reject h=direct [::1]:1-9=spa,stanza=a");

  private static final List<String> VARIABLES =
      pieces(
          "ACCESS|ALLOW_IP|NAMED_CONFIG|DESTINATION|REMOTE_PORT|VERBOSE|FW_TIMEOUT|"
              + "KEY_FILE|LOCAL_FORWARD|NO_SUCH|RAND_PORT");

  private static final List<String> SETTINGS =
      pieces(
          "SPA_SERVER 192.0.2.1|ACCESS tcp/22|ALLOW_IP 192.0.2.7|KEY secret|"
              + "KEY_BASE64 c2VjcmV0|HMAC_KEY hmac|HMAC_KEY_BASE64 aG1hYw==|FW_TIMEOUT 30|"
              + "SPOOF_USER alice|DIGEST_TYPE md5|HMAC_DIGEST_TYPE SHA3_512|ENCRYPTION_MODE cbc|"
              + "NAT_ACCESS 10.0.0.5,22|NAT_PORT 40022|RAND_PORT Y|SPA_SERVER_PORT 1|"
              + "SPA_SERVER_PROTO tcp|HTTP_USER_AGENT curl|TIME_OFFSET 60|USE_HMAC Y|"
              + "KEY_FILE hosts|SPA_SOURCE_PORT 1|[home]|[default]|[a b]|#|192.0.2.1: secret");

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
      words.add(random.nextInt(words.size() + 1), "@" + path("options"));
    }
    if (random.nextInt(8) == 0 && !words.isEmpty()) {
      words.set(0, changed(words.getFirst()));
    }
    // Whatever came before, no packet is sent.
    words.removeIf(word -> word.contains("key-command") || word.equals("connect"));
    if (words.contains("knock")) {
      words.add("--test");
    }
  }

  private void options(List<String> from) {
    for (int i = random.nextInt(4); i > 0; i--) {
      List<String> entry = List.of(one(from).split(" ", -1));
      String name = entry.getFirst();
      if (entry.size() == 1 && random.nextInt(10) > 0) {
        words.add(name);
      } else if (random.nextBoolean()) {
        words.add(name + "=" + value(entry));
      } else {
        words.addAll(List.of(name, value(entry)));
      }
    }
  }

  private byte[] optionFile() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      List<String> entry = List.of(one(OPTIONS).split(" ", -1));
      text.append(entry.getFirst());
      if (entry.size() > 1 || random.nextInt(10) == 0) {
        text.append(one(List.of(" ", "=", " ", "=", "\t", " '"))).append(value(entry));
      }
      text.append(one(List.of("\n", "\n", "\n", "\r\n", " # x\n", "'\n", "")));
    }
    return bytes(text.toString());
  }

  private byte[] text(String form) {
    StringBuilder text = new StringBuilder(one(List.of("", "[home]\n", "\ufeff", "[default]\r\n")));
    for (int i = random.nextInt(8); i > 0; i--) {
      List<String> entry = List.of(one(SETTINGS).split(" ", -1));
      text.append(form.formatted(entry.getFirst(), value(entry)));
    }
    return bytes(text.toString());
  }

  private byte[] bytes(String text) {
    byte[] bytes =
        (random.nextInt(3) == 0 ? changed(text) : text)
            .getBytes(random.nextInt(30) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(6) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Mostly one that is taken. */
  private String value(List<String> entry) {
    return entry.size() > 1 && random.nextInt(4) > 0
        ? entry.get(1 + random.nextInt(entry.size() - 1))
        : changed(value());
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

  private static List<String> pieces(String text) {
    return List.of(text.split("\\|", -1));
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @Override
  public String toString() {
    return "seed " + seed + ": " + words + " " + environment + " -L " + forward;
  }
}
