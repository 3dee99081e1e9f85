package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random configurations that a server takes. Types, algorithms and key lengths are dealt from
 * decks, so that each occurs; what they meet with is chance, and follows from the seed.
 */
final class SpaCases {
  private static final int MAX_TEXT = 8;

  private final RandomGenerator random;
  private final RandomRequests requests;
  private final ShuffledValues<MessageType> types;
  private final ShuffledValues<HashAlgorithm> digests;
  private final ShuffledValues<Optional<HashAlgorithm>> hmacs;
  private final ShuffledValues<CipherMode> modes;
  private final ShuffledValues<Integer> keyLengths;
  private final ShuffledValues<Integer> hmacKeyLengths;

  private SpaCases(long seed, RandomRequests.Maker maker) {
    this.random = new SplittableRandom(seed);
    this.requests = new RandomRequests(random, maker);
    this.types = new ShuffledValues<>(List.of(MessageType.values()), random);
    this.digests = new ShuffledValues<>(List.of(HashAlgorithm.values()), random);
    this.hmacs = new ShuffledValues<>(hmacs(), random);
    this.modes = new ShuffledValues<>(List.of(CipherMode.values()), random);
    this.keyLengths = new ShuffledValues<>(upTo(32), random);
    this.hmacKeyLengths = new ShuffledValues<>(upTo(128), random);
  }

  static List<SpaCase> of(long seed, RandomRequests.Maker maker, int count) throws KeyException {
    SpaCases cases = new SpaCases(seed, maker);
    List<SpaCase> all = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      all.add(cases.next(index));
    }
    return List.copyOf(all);
  }

  private static List<Optional<HashAlgorithm>> hmacs() {
    List<Optional<HashAlgorithm>> hmacs = new ArrayList<>(List.of(Optional.empty()));
    Stream.of(HashAlgorithm.values()).map(Optional::of).forEach(hmacs::add);
    return hmacs;
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private SpaCase next(int index) throws KeyException {
    CipherMode mode = modes.deal();
    // Servers of the legacy mode know no HMAC.
    Optional<HashAlgorithm> hmac = mode == CipherMode.LEGACY ? Optional.empty() : hmacs.deal();
    SpaSuite suite = new SpaSuite(digests.deal(), mode, hmac.orElse(HashAlgorithm.SHA256));
    byte[] key = key(keyLengths.deal());
    Optional<byte[]> hmacKey = hmac.map(type -> key(hmacKeyLengths.deal()));
    MessageType type = types.deal();
    // The longest texts make packets that no server takes: less and less text until it does.
    for (int text = MAX_TEXT; text > 0; text--) {
      SpaCase one = new SpaCase(index, message(type, text), suite, key, hmacKey, salt());
      if (deliverable(one)) {
        return one;
      }
    }
    throw new AssertionError("the shortest texts fit always: type " + type + ", " + suite);
  }

  private static boolean deliverable(SpaCase one) throws KeyException {
    try {
      one.seal();
      return true;
    } catch (PacketLimitException e) {
      return false;
    }
  }

  private SpaMessage message(MessageType type, int text) {
    return new SpaMessage(
        Nonce.random(random),
        requests.username(text),
        requests.timestamp(),
        requests.allowed(),
        requests.request(type, text),
        requests.serverAuth(text));
  }

  private Salt salt() {
    return Salt.random(random);
  }

  /**
   * Half of them letters and digits, half any bytes. 128 bytes are always letters: the reference
   * takes no base64 of that many.
   */
  private byte[] key(int length) {
    byte[] key = new byte[length];
    random.nextBytes(key);
    if (length == 128 || random.nextBoolean()) {
      for (int i = 0; i < length; i++) {
        key[i] = (byte) random.nextInt('a', 'z' + 1);
      }
    }
    return key;
  }
}
