package io.github.fwknoptunnel.spa.rc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/** The same for key files; see {@link RcFileFuzzTest}. */
@Timeout(600)
class KeyFileFuzzTest {
  @FuzzTest
  void anyBytesAreKeysOrRefused(byte[] bytes) {
    try {
      KeyFile.parse(RcText.of(Rc.SOMEWHERE, bytes)).keys().close();
    } catch (RcException e) {
      // Refused with a reason, as it should be.
    }
  }
}
