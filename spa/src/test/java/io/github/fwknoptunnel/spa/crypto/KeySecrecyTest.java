package io.github.fwknoptunnel.spa.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** What a key gives away, which is little, and for how long. */
class KeySecrecyTest {
  @Test
  void keysOfOtherBytesLengthsOrKindsAreNotEqual() throws KeyException {
    assertNotEquals(HmacKey.of(new byte[] {1}), HmacKey.of(new byte[] {2}));
    assertNotEquals(HmacKey.of(new byte[] {1}), HmacKey.of(new byte[] {1, 0}));
    assertNotEquals(EncryptionKey.of(new byte[] {1}), EncryptionKey.of(new byte[] {1, 0}));
    assertNotEquals(EncryptionKey.of(new byte[] {1}), (Object) HmacKey.of(new byte[] {1}));
    assertNotEquals(HmacKey.of(new byte[] {1}), (Object) EncryptionKey.of(new byte[] {1}));
    assertNotEquals(PassPhrase.of(new byte[] {1}), PassPhrase.of(new byte[] {2}));
    assertNotEquals(PassPhrase.of(new byte[] {1}), (Object) HmacKey.of(new byte[] {1}));
    assertEquals(PassPhrase.of(new byte[] {1}), PassPhrase.of(new byte[] {1}));
  }

  @Test
  void hashCodesTellNothingOfTheBytes() throws KeyException {
    assertEquals(
        EncryptionKey.of(new byte[] {1}).hashCode(), EncryptionKey.of(new byte[] {2}).hashCode());
    assertEquals(HmacKey.of(new byte[] {1}).hashCode(), HmacKey.of(new byte[] {2}).hashCode());
  }

  /** Looks behind the wall: that the bytes are gone cannot be seen from outside. */
  @Test
  void closingWipesTheBytes() throws Exception {
    SpaKeys keys =
        SpaKeys.of(EncryptionKey.of(new byte[] {1, 2}), HmacKey.of(new byte[] {3, 4, 5}));
    keys.close();
    assertArrayEquals(new byte[2], bytes(keys.encryption()));
    assertArrayEquals(new byte[3], bytes(keys.hmac().orElseThrow()));
  }

  private static byte[] bytes(SecretBytes secret) throws ReflectiveOperationException {
    Field bytes = SecretBytes.class.getDeclaredField("bytes");
    bytes.setAccessible(true);
    return (byte[]) bytes.get(secret);
  }

  @Test
  void aKeyThatIsTooLongSaysWhatWouldDo() {
    KeyException encryption =
        assertThrows(KeyException.class, () -> EncryptionKey.of(new byte[33]));
    assertEquals(32, encryption.limit());
    KeyException hmac = assertThrows(KeyException.class, () -> HmacKey.of(new byte[129]));
    assertEquals(128, hmac.limit());
  }

  @Test
  void keysWithoutHmacSaySo() throws KeyException {
    SpaKeys keys = SpaKeys.withoutHmac(EncryptionKey.of(new byte[] {1}));
    assertEquals("SpaKeys[EncryptionKey[1 bytes], no HMAC]", keys.toString());
  }
}
