package io.github.fwknoptunnel.examples.packets;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.gpg.Gpg;
import io.github.fwknoptunnel.spa.gpg.GpgDecrypted;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgMessage;
import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps a key file encrypted and signed by gpg, and opens a TCP port with it: {@code GpgKeyFile
 * KEYRING lock FILE OWN-KEY}, which writes {@code FILE.gpg}, and {@code GpgKeyFile KEYRING knock
 * FILE.gpg SERVER SPA-PORT PORT}. Have your own key alone in that keyring: a good signature of any
 * key there is accepted.
 */
public final class GpgKeyFile {
  private GpgKeyFile() {}

  public static void main(String[] args) throws Exception {
    var gpg = new Gpg(GpgSettings.DEFAULT.withHome(Path.of(args[0])));
    try {
      if (args[1].equals("lock")) {
        lock(gpg, Path.of(args[2]), args[3]);
        return;
      }
      try (var settings = unlock(gpg, Path.of(args[2]))) {
        var client = SpaClient.builder(settings.keys()).suite(settings.suite()).build();
        var server = SpaServer.resolve(args[3], Integer.parseInt(args[4]));
        client.knock(SpaRequest.access(PortSpec.tcp(Integer.parseInt(args[5]))), server);
      }
    } catch (GpgException e) {
      System.err.println(advice(e.reason(), e.detail()));
      System.exit(1);
    }
  }

  /** Keys of elliptic curves are refused, since fwknop's servers could not read the message. */
  private static void lock(Gpg gpg, Path file, String key) throws IOException, GpgException {
    GpgMessage message = gpg.signAndEncrypt(Files.readAllBytes(file), key, Optional.of(key));
    Files.write(Path.of(file + ".gpg"), message.toBytes());
  }

  private static KeySettings unlock(Gpg gpg, Path file) throws Exception {
    var message = GpgMessage.parse(Files.readAllBytes(file));
    GpgDecrypted decrypted = gpg.decrypt(message.orElseThrow());
    byte[] plaintext = decrypted.plaintext();
    try {
      var verdict = decrypted.signature().map(GpgSignature::verdict);
      if (!verdict.equals(Optional.of(GpgSignature.Verdict.GOOD))) {
        throw new IOException(file + " has no good signature: " + verdict);
      }
      return KeyFile.parse(file.toString(), plaintext);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static String advice(GpgException.Reason reason, String detail) {
    return switch (reason) {
      case NO_DECRYPTION_KEY -> "The file is for another key, " + detail + ".";
      case RECIPIENT_NOT_RSA -> detail + " is not an RSA key of 2048 bits or more.";
      default -> "gpg: " + reason + " " + detail;
    };
  }
}
