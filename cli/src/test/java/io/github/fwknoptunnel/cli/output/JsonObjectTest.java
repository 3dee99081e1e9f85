package io.github.fwknoptunnel.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class JsonObjectTest {
  @Test
  void keepsTheOrderAndTheKindOfItsMembers() {
    JsonObject object =
        new JsonObject()
            .put("z", "text")
            .put("a", 7L)
            .put("t", true)
            .put("n", null)
            .put("e", DayOfWeek.MONDAY);
    assertEquals("{\"z\":\"text\",\"a\":7,\"t\":true,\"n\":null,\"e\":\"MONDAY\"}", "" + object);
  }

  @Test
  void mayBeEmpty() {
    assertEquals("{}", new JsonObject().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "34, '\\\"'",
    "92, '\\\\'",
    "10, '\\n'",
    "13, '\\r'",
    "9, '\\t'",
    "0, '\\u0000'",
    "27, '\\u001b'",
    "31, '\\u001f'",
    "127, '\\u007f'",
    "32, ' '",
    "47, '/'",
    "228, 'ä'",
    "128, '\\u0080'",
    "155, '\\u009b'",
    "8232, '\\u2028'",
    "8238, '\\u202e'",
    "8294, '\\u2066'",
    "917505, '\\udb40\\udc01'",
    "128512, '😀'"
  })
  void escapesWhatJsonForbidsAndTerminalsDoNotShow(int codePoint, String escaped) {
    String text = Character.toString(codePoint);
    assertEquals("{\"a\":\"" + escaped + "\"}", new JsonObject().put("a", text).toString());
    assertEquals("{\"" + escaped + "\":1}", new JsonObject().put(text, 1).toString());
  }
}
