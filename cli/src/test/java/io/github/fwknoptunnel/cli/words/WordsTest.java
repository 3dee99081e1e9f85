package io.github.fwknoptunnel.cli.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.spa.address.AddressException;
import io.github.fwknoptunnel.spa.address.Attempt;
import io.github.fwknoptunnel.spa.address.ResolverUrlException;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.UndeliverableException;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import io.github.fwknoptunnel.spa.transport.TransportException;
import io.github.fwknoptunnel.tunnel.LocalSocketException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason of every failure has words that fit the house: one line, no full stop, a hint. */
@Timeout(60)
class WordsTest {
  private static final Location AT =
      new Location(Path.of("keys"), 3, Optional.empty(), Optional.of("KEY"));

  static void assertGood(Problem problem, ExitStatus status) {
    assertEquals(status, problem.status());
    assertReadable(problem.error());
    assertReadable(problem.hint().orElseThrow(() -> new AssertionError("no hint: " + problem)));
  }

  private static void assertReadable(String text) {
    assertTrue(text.matches("[^\\p{Cc}]{8,}"), "not one line: " + text);
    assertFalse(text.endsWith("."), "ends with a full stop: " + text);
    assertFalse(text.matches(".*(\\bnull\\b|@[0-9a-f]{4,}|[A-Z]+_[A-Z]+EXCEPTION).*"), text);
  }

  @ParameterizedTest
  @EnumSource
  void textThatCannotBecomeARequest(MessageException.Reason reason) {
    Problem problem =
        MessageWords.of(LibraryFailures.make(MessageException.class, reason, "a b"), "-A");
    assertGood(problem, ExitStatus.USAGE);
    assertEquals("-A cannot be 'a b'", problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void pathsThatCannotBeListenedOn(LocalSocketException.Reason reason) {
    Path path = Path.of("/run/s");
    LocalSocketException e = LibraryFailures.make(LocalSocketException.class, reason, path);
    Problem problem =
        ListenWords.of(UnixDomainSocketAddress.of(path), "-local-port", "-bind-address", e);
    assertGood(problem, ExitStatus.CANNOT_LISTEN);
    assertTrue(problem.error().startsWith("cannot listen on /run/s: "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void packetsThatDoNotOpen(PacketException.Reason reason) {
    assertGood(
        PacketWords.of(LibraryFailures.make(PacketException.class, reason)), ExitStatus.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void signaturesOfEveryKind(GpgSignature.Verdict verdict) {
    GpgSignature signature = new GpgSignature(verdict, "0123456789ABCDEF", "Jane");
    String words = PacketWords.signature(Optional.of(signature));
    assertReadable(words);
    assertTrue(words.contains("0123456789ABCDEF, Jane"), words);
    assertReadable(PacketWords.signature(Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void packetsThatNoServerOpens(UndeliverableException.Limit limit) {
    Problem problem =
        UndeliverableWords.of(LibraryFailures.make(UndeliverableException.class, limit, 70_000L));
    assertGood(problem, ExitStatus.CONFIGURATION);
    if (limit != UndeliverableException.Limit.HMAC_WITH_LEGACY_MODE) {
      assertTrue(problem.error().contains("70000 "), problem.error());
      assertTrue(problem.error().endsWith(" " + limit.highest()), problem.error());
    }
  }

  @ParameterizedTest
  @EnumSource
  void encryptionKeysThatCannotBeUsed(KeyException.Reason reason) {
    assertGood(
        KeyWords.of(key(KeyException.Kind.ENCRYPTION, reason), "keys: "), ExitStatus.CONFIGURATION);
  }

  @ParameterizedTest
  @EnumSource
  void hmacKeysThatCannotBeUsed(KeyException.Reason reason) {
    assertGood(
        KeyWords.of(key(KeyException.Kind.HMAC, reason), "keys: "), ExitStatus.CONFIGURATION);
  }

  private static KeyException key(KeyException.Kind kind, KeyException.Reason reason) {
    return LibraryFailures.make(KeyException.class, kind, reason, 129);
  }

  @ParameterizedTest
  @EnumSource
  void keyFilesThatCannotBeUsed(RcException.Reason reason) {
    Problem problem = RcWords.of(LibraryFailures.make(RcException.class, reason, AT));
    assertGood(problem, ExitStatus.CONFIGURATION);
    assertTrue(problem.error().startsWith("keys:3: KEY: "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void keyFilesWithABadKeySayWhichAndWhere(KeyException.Reason reason) {
    KeyException cause = key(KeyException.Kind.HMAC, reason);
    Problem problem =
        RcWords.of(LibraryFailures.make(RcException.class, RcException.Reason.BAD_KEY, AT, cause));
    assertEquals(KeyWords.of(cause, "keys:3: KEY: "), problem);
  }

  @ParameterizedTest
  @EnumSource
  void addressesThatNobodyTold(AddressException.Reason reason) {
    Attempt attempt = new Attempt.Failed("https://a/", reason, "words");
    Problem problem =
        ResolveWords.of(LibraryFailures.make(AddressException.class, reason, List.of(attempt)));
    assertGood(problem, ExitStatus.KNOCK_FAILED);
    assertTrue(problem.error().contains(": https://a/ "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void pagesThatNobodyCanBeAskedOn(ResolverUrlException.Reason reason) {
    Problem problem =
        ResolverUrlWords.of(
            LibraryFailures.make(ResolverUrlException.class, reason, "a b"), "u", ExitStatus.USAGE);
    assertGood(problem, ExitStatus.USAGE);
    assertEquals("u cannot be 'a b'", problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void packetsThatTheWayWouldSpoil(TransportException.Reason reason) {
    Problem problem =
        TransportWords.of(LibraryFailures.make(TransportException.class, reason, "1500"));
    assertGood(problem, ExitStatus.KNOCK_FAILED);
    assertTrue(problem.error().contains("1500"), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void textThatCannotStandInHttp(HttpTextException.Reason reason) {
    Problem problem =
        HttpTextWords.of(
            LibraryFailures.make(HttpTextException.class, reason, "a b"), "-H", ExitStatus.USAGE);
    assertGood(problem, ExitStatus.USAGE);
    assertEquals("-H cannot be 'a b'", problem.error());
  }

  @Test
  void filesThatCannotBeReadOrWritten() {
    assertEquals("no such file or directory", FileWords.of(new NoSuchFileException("/x")));
    assertEquals("permission denied", FileWords.of(new AccessDeniedException("/x")));
    assertEquals("No space", FileWords.of(new FileSystemException("/x", null, "No space")));
    assertEquals("the system refuses", FileWords.of(new FileSystemException("/x")));
    assertEquals("it is not UTF-8 text", FileWords.of(new MalformedInputException(1)));
    assertEquals("broken", FileWords.of(new IOException("broken")));
    assertEquals("the system refuses", FileWords.of(new IOException()));
  }
}
