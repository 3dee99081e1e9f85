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
 * Decrypts packets of GPG mode as a server does, with the recipient's secret key. Reports who
 * signed, but does not decide on the signature, the age, the user or the ports. Thread-safe;
 * borrows the keys, which the caller closes.
 */
public final class GpgOpener {
  /** The longest packet that a server reads, in characters. */
  private static final int MAX_WIRE = 1499;

  private final Gpg gpg;
  private final Optional<HmacKey> hmac;
  private final SpaSuite suite;

  /**
   * Creates an opener with these keys and algorithms.
   *
   * @param settings the keyring with the recipient's secret key, and how to unlock it
   * @param hmac absent if the packets have no HMAC
   * @param suite only its HMAC algorithm is used
   */
  public GpgOpener(GpgSettings settings, Optional<HmacKey> hmac, SpaSuite suite) {
    this.gpg = new Gpg(settings);
    this.hmac = hmac;
    this.suite = suite;
  }

  /**
   * Verifies the HMAC, decrypts the packet and reads its fields and its signature. Blocks while gpg
   * runs.
   *
   * @param packet as it was received
   * @return the fields and the signature, which may be bad or missing
   * @throws PacketException if the packet is not valid; its reason names the step
   * @throws GpgException if gpg failed, or the keyring has no key for the packet
   */
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
