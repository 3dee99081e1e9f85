package io.github.fwknoptunnel.spa.rc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random files: reading them fails in one way only, and saving touches one stanza only. */
@Timeout(180)
class RandomRcTest {
  private static final int ROUNDS = 300;

  /** What files are made of, good and bad. */
  private static final List<String> PIECES =
      List.of(
          "[home]",
          "[Home] x",
          "[default]",
          "[work]",
          " [x]",
          "[",
          "]",
          "# comment",
          "  ; comment",
          "",
          "   ",
          "\r",
          "\0",
          "SPA_SERVER old",
          "SPA_SERVER: old # here",
          "KEY one",
          "KEY_BASE64 dHdv",
          "HMAC_KEY_BASE64: YWJj",
          "ACCESS tcp/22,udp/53 ;x",
          "FW_TIMEOUT 30",
          "TIME_OFFSET -1h30m",
          "NAT_ACCESS 10.0.0.1:22",
          "ALLOW_IP resolve",
          "VERBOSE 9",
          "KEY=x",
          "rubbish",
          "KEY",
          "\ufeff",
          "GPG_SIGNING_PW x",
          "SPOOF_USER \u00e4",
          "ENCRYPTION_MODE asymmetric",
          "host: key",
          "\u00e9");

  /** One value for each variable that reads back as itself. */
  private static final Map<RcVariable<?>, List<String>> VALUES = new LinkedHashMap<>();

  static {
    for (String name : RcVariable.names()) {
      RcVariable<?> variable = RcVariable.named(name).orElseThrow();
      VALUES.put(variable, readable(variable));
    }
  }

  @TempDir Path directory;

  private static List<String> readable(RcVariable<?> variable) {
    List<String> good = new ArrayList<>();
    for (String value :
        List.of(
            "Y",
            "N",
            "1",
            "4",
            "tcp/22",
            "192.0.2.1",
            "udp",
            "sha512",
            "ctr",
            "h,2",
            "YWJj",
            "\u00e4:=[]")) {
      try {
        Rc.lines(variable.name() + " " + value);
        good.add(value);
      } catch (RcException e) {
        assertEquals(
            variable.isKey() ? RcException.Reason.BAD_KEY : RcException.Reason.BAD_VALUE,
            e.reason());
      }
    }
    assertFalse(good.isEmpty(), variable::toString);
    return good;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomFilesAreReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
      for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      RcReading.all(bytes);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void whatIsSavedIsReadBackAndTheRestIsNotTouched(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS / 10; round++) {
      String before = text(random);
      Path file = Rc.file(directory, "rw-------", before);
      Map<RcVariable<?>, String> values = values(random);
      List<RcEntry> entries =
          values.entrySet().stream().map(e -> new RcEntry(e.getKey(), e.getValue())).toList();
      StanzaEditor edit = StanzaEditor.of(file, "home", entries);
      edit.overwriting(edit.overwritable().keySet()).save();
      String after = Files.readString(file);
      assertEquals(values, stanza(after), () -> before + "\n--- became ---\n" + after);
      assertEquals(rest(before), rest(after), () -> before + "\n--- became ---\n" + after);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    String end = random.nextBoolean() ? "\n" : "\r\n";
    for (int lines = random.nextInt(14); lines > 0; lines--) {
      text.append(PIECES.get(random.nextInt(PIECES.size()))).append(end);
    }
    boolean cut = random.nextInt(4) == 0 && !text.isEmpty();
    return cut ? text.substring(0, text.length() - end.length()) : text.toString();
  }

  private static Map<RcVariable<?>, String> values(Random random) {
    Map<RcVariable<?>, String> values = new LinkedHashMap<>();
    for (Map.Entry<RcVariable<?>, List<String>> each : VALUES.entrySet()) {
      if (random.nextInt(6) == 0) {
        values.put(each.getKey(), each.getValue().get(random.nextInt(each.getValue().size())));
      }
    }
    return values;
  }

  /** The settings of [home] alone, as text, read by the one reader there is. */
  private static Map<RcVariable<?>, String> stanza(String text) {
    Map<RcVariable<?>, String> values = new LinkedHashMap<>();
    RcText lines = RcText.of(Rc.SOMEWHERE, text.getBytes(StandardCharsets.UTF_8));
    for (RcAssignment setting : new StanzaRewriter(lines, new StanzaName("home")).settings()) {
      values.put(RcVariable.named(setting.name()).orElseThrow(), setting.value());
    }
    return values;
  }

  /** Every line that is no setting of [home], without what appending adds. */
  private static List<String> rest(String text) {
    RcText lines = RcText.of(Rc.SOMEWHERE, text.getBytes(StandardCharsets.UTF_8));
    List<String> rest = new ArrayList<>();
    boolean home = false;
    for (RcLine line : lines.lines()) {
      Optional<String> header = line.header();
      home = header.map(new StanzaName("home")::matches).orElse(home);
      String shown = line.text().replaceAll("\\r+$", "");
      if (!home || line.isIgnored() || (header.isPresent() && !shown.equals("[home]"))) {
        rest.add(shown);
      }
    }
    // Appended are the end of the last line, a blank line and the stanza.
    while (!rest.isEmpty() && rest.getLast().isBlank()) {
      rest.removeLast();
    }
    return rest;
  }
}
