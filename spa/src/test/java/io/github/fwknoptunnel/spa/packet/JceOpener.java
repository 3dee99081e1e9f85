package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.Vector;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens packets with the JDK's own cryptography, so that two stacks must agree on every byte. */
final class JceOpener {
  private JceOpener() {}

  /** The decrypted text, after the HMAC was found right. */
  static String open(Vector vector) throws GeneralSecurityException {
    String text = "U2FsdGVkX1" + vector.wire();
    if (vector.hmacKey().isPresent()) {
      HashAlgorithm type = vector.suite().hmac();
      String hmac = text.substring(text.length() - type.base64Length());
      text = text.substring(0, text.length() - type.base64Length());
      assertEquals(hmac, mac(text, vector.hmacKey().get(), type));
    }
    byte[] bytes = Base64.getDecoder().decode(text);
    byte[] salt = Arrays.copyOfRange(bytes, 8, 16);
    byte[] ciphertext = Arrays.copyOfRange(bytes, 16, bytes.length);
    byte[] padded = decrypt(vector, salt, ciphertext);
    int padding = padded[padded.length - 1];
    return new String(padded, 0, padded.length - padding, StandardCharsets.US_ASCII);
  }

  private static String mac(String text, byte[] key, HashAlgorithm type)
      throws GeneralSecurityException {
    String name = "Hmac" + type.name().replace("SHA3_", "SHA3-");
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(key, name));
    byte[] result = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    return Base64.getEncoder().withoutPadding().encodeToString(result);
  }

  private static byte[] decrypt(Vector vector, byte[] salt, byte[] ciphertext)
      throws GeneralSecurityException {
    CipherMode mode = vector.suite().mode();
    byte[] keyAndIv = derive(mode == CipherMode.LEGACY ? legacy(vector.key()) : vector.key(), salt);
    SecretKeySpec key = new SecretKeySpec(keyAndIv, 0, 32, "AES");
    IvParameterSpec iv = new IvParameterSpec(keyAndIv, 32, 16);
    String chaining = mode == CipherMode.LEGACY ? "CBC" : mode.name();
    Cipher cipher = Cipher.getInstance("AES/" + chaining + "/NoPadding");
    if (mode == CipherMode.ECB) {
      cipher.init(Cipher.DECRYPT_MODE, key);
    } else {
      cipher.init(Cipher.DECRYPT_MODE, key, iv);
    }
    return cipher.doFinal(ciphertext);
  }

  private static byte[] legacy(byte[] key) {
    byte[] fixed = Arrays.copyOf(key, 16);
    Arrays.fill(fixed, Math.min(key.length, 16), 16, (byte) '0');
    return fixed;
  }

  private static byte[] derive(byte[] passPhrase, byte[] salt) throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = new byte[0];
    while (out.size() < 48) {
      md5.update(block);
      md5.update(passPhrase);
      block = md5.digest(salt);
      out.writeBytes(block);
    }
    return out.toByteArray();
  }
}
