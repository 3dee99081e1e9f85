package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.gpg.Gpg;
import io.github.fwknoptunnel.spa.gpg.GpgDecrypted;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgMessage;
import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;
import java.util.Optional;

/**
 * Opens packets of GPG mode as a server does, with the recipient's secret key. Says who signed and
 * judges neither that nor age, user or ports. Thread-safe; borrows the keys, which the caller
 * closes.
 */
public final class GpgOpener {
  /** A server reads no more of one packet. */
  private static final int MAX_WIRE = 1499;

  private final Gpg gpg;
  private final Optional<HmacKey> hmac;
  private final SpaSuite suite;

  /**
   * Opens with these keys and algorithms.
   *
   * @param settings the keyring with the recipient's secret key, and how to unlock it
   * @param suite only its HMAC is used
   */
  public GpgOpener(GpgSettings settings, Optional<HmacKey> hmac, SpaSuite suite) {
    this.gpg = new Gpg(settings);
    this.hmac = hmac;
    this.suite = suite;
  }

  public OpenedGpgPacket open(SpaPacket packet) throws PacketException, GpgException {
    if (packet.wire().length() > MAX_WIRE) {
      throw new PacketException(Reason.NOT_A_PACKET);
    }
    GpgMessage sealed =
        EncodedCiphertext.parse(packet, EncodedCiphertext.StrippedPrefix.GPG)
            .verified(hmac, suite.hmac())
            .toBytes()
            .flatMap(GpgMessage::parse)
            .orElseThrow(() -> new PacketException(Reason.NOT_DECRYPTED));
    GpgDecrypted decrypted = gpg.decrypt(sealed);
    SpaPlaintext plaintext =
        SpaPlaintext.parse(decrypted.plaintext())
            .orElseThrow(() -> new PacketException(Reason.NOT_DECODED));
    return new OpenedGpgPacket(OpenedPacket.of(plaintext), decrypted.signature());
  }
}
