package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.fwknoptunnel.spa.message.AllowIp;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends: an address that may be used, or a failure, and no exception. */
class AnswersFuzzTest {
  @MethodSource("pages")
  @FuzzTest
  void aWebPageIsAnAddressOrAFailure(byte[] page) {
    String body = new String(page, StandardCharsets.ISO_8859_1);
    assertUsable(new HttpIpResponse(200, body).evaluate("web", AcceptedRange.PUBLIC));
  }

  static Stream<byte[]> pages() {
    return Stream.of(
            "203.0.113.7\n", "{\"ip\":\"203.0.113.7\"}", "", "\n", "1.2.3.4.5", "999.1.1.1")
        .map(page -> page.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertUsable(ResolveAttempt attempt) {
    if (attempt instanceof ResolveAttempt.Answered(String resolver, AllowIp address)) {
      assertTrue(AcceptedRange.PUBLIC.admits(address), resolver);
    }
  }
}
