package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.publicip.ResolveAttempt;
import io.github.fwknoptunnel.spa.publicip.ResolverUrlException;
import io.github.fwknoptunnel.spa.rc.OtherOwnerException;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import io.github.fwknoptunnel.spa.transport.TransportException;
import io.github.fwknoptunnel.tunnel.UnixSocketException;
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

/**
 * Every reason of every failure has words that fit the house: one line, no full stop, and a hint or
 * the form that is expected.
 */
@Timeout(180)
class MessagesTest {
  private static final Location AT =
      new Location(Path.of("keys"), 3, Optional.empty(), Optional.of("KEY"));

  static void assertGood(CliError problem, ExitStatus status) {
    assertEquals(status, problem.status());
    assertReadable(problem.error());
    if (!problem.error().matches(".* \\(expected .{4,}\\)")) {
      assertReadable(problem.hint().orElseThrow(() -> new AssertionError("no hint: " + problem)));
    }
  }

  private static void assertReadable(String text) {
    assertTrue(text.matches("[^\\p{Cc}]{8,}"), "not one line: " + text);
    assertFalse(text.endsWith("."), "ends with a full stop: " + text);
    assertFalse(text.matches(".*(\\bnull\\b|@[0-9a-f]{4,}|[A-Z]+_[A-Z]+EXCEPTION).*"), text);
  }

  @ParameterizedTest
  @EnumSource
  void textThatCannotBecomeARequest(MessageException.Reason reason) {
    CliError problem =
        RequestMessages.of(LibraryFailures.make(MessageException.class, reason, "a b"), "-A");
    assertGood(problem, ExitStatus.USAGE);
    assertTrue(problem.error().startsWith("-A: invalid value 'a b' (expected "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void pathsThatCannotBeListenedOn(UnixSocketException.Reason reason) {
    Path path = Path.of("/run/s");
    UnixSocketException e = LibraryFailures.make(UnixSocketException.class, reason, path);
    CliError problem =
        ListenMessages.of(UnixDomainSocketAddress.of(path), "-local-port", "-bind-address", e);
    assertGood(problem, ExitStatus.CANNOT_LISTEN);
    assertTrue(problem.error().startsWith("cannot listen on /run/s: "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void packetsThatDoNotOpen(PacketException.Reason reason) {
    assertGood(
        PacketMessages.of(LibraryFailures.make(PacketException.class, reason)), ExitStatus.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void signaturesOfEveryKind(GpgSignature.Verdict verdict) {
    GpgSignature signature = new GpgSignature(verdict, "0123456789ABCDEF", "Jane");
    String words = PacketMessages.signature(Optional.of(signature));
    assertReadable(words);
    assertTrue(words.contains("0123456789ABCDEF, Jane"), words);
    assertReadable(PacketMessages.signature(Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void packetsThatNoServerOpens(PacketLimitException.Limit limit) {
    CliError problem =
        PacketLimitMessages.of(LibraryFailures.make(PacketLimitException.class, limit, 70_000L));
    assertGood(problem, ExitStatus.CONFIGURATION);
    if (limit != PacketLimitException.Limit.HMAC_WITH_LEGACY_MODE) {
      assertTrue(problem.error().contains("70000 "), problem.error());
      assertTrue(problem.error().endsWith(" " + limit.highest()), problem.error());
    }
  }

  @ParameterizedTest
  @EnumSource
  void encryptionKeysThatCannotBeUsed(KeyException.Reason reason) {
    assertGood(
        KeyMessages.of(key(KeyException.Kind.ENCRYPTION, reason), "keys: "),
        ExitStatus.CONFIGURATION);
  }

  @ParameterizedTest
  @EnumSource
  void hmacKeysThatCannotBeUsed(KeyException.Reason reason) {
    assertGood(
        KeyMessages.of(key(KeyException.Kind.HMAC, reason), "keys: "), ExitStatus.CONFIGURATION);
  }

  private static KeyException key(KeyException.Kind kind, KeyException.Reason reason) {
    return LibraryFailures.make(KeyException.class, kind, reason, 129);
  }

  @ParameterizedTest
  @EnumSource
  void keyFilesThatCannotBeUsed(RcException.Reason reason) {
    CliError problem = RcMessages.of(LibraryFailures.make(RcException.class, reason, AT));
    assertGood(problem, ExitStatus.CONFIGURATION);
    assertTrue(problem.error().startsWith("keys:3: KEY: "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void keyFilesWithABadKeySayWhichAndWhere(KeyException.Reason reason) {
    KeyException cause = key(KeyException.Kind.HMAC, reason);
    CliError problem =
        RcMessages.of(
            LibraryFailures.make(RcException.class, RcException.Reason.BAD_KEY, AT, cause));
    assertEquals(KeyMessages.of(cause, "keys:3: KEY: "), problem);
  }

  @ParameterizedTest
  @EnumSource
  void addressesThatNobodyTold(PublicIpException.Reason reason) {
    ResolveAttempt attempt = new ResolveAttempt.Failed("https://a/", reason, "words");
    CliError problem =
        ResolveMessages.of(LibraryFailures.make(PublicIpException.class, reason, List.of(attempt)));
    assertGood(problem, ExitStatus.KNOCK_FAILED);
    assertTrue(problem.error().contains(": https://a/ "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void pagesThatNobodyCanBeAskedOn(ResolverUrlException.Reason reason) {
    CliError problem =
        ResolverUrlMessages.of(
            LibraryFailures.make(ResolverUrlException.class, reason, "a b"), "u", ExitStatus.USAGE);
    assertGood(problem, ExitStatus.USAGE);
    assertTrue(problem.error().startsWith("u: invalid value 'a b' (expected "), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void packetsThatTheWayWouldSpoil(TransportException.Reason reason) {
    CliError problem =
        TransportMessages.of(LibraryFailures.make(TransportException.class, reason, "1500"));
    assertGood(problem, ExitStatus.KNOCK_FAILED);
    assertTrue(problem.error().contains("1500"), problem.error());
  }

  @ParameterizedTest
  @EnumSource
  void textThatCannotStandInHttp(HttpTextException.Reason reason) {
    CliError problem =
        HttpTextMessages.of(
            LibraryFailures.make(HttpTextException.class, reason, "a b"), "-H", ExitStatus.USAGE);
    assertGood(problem, ExitStatus.USAGE);
    assertTrue(problem.error().startsWith("-H: invalid value 'a b' (expected "), problem.error());
  }

  @Test
  void aFileThatMayNotBeReadIsNoMatterOfItsEncoding() {
    CliError problem =
        RcMessages.of(
            LibraryFailures.make(
                RcException.class,
                RcException.Reason.NOT_READABLE,
                Location.of(Path.of("/")),
                new AccessDeniedException("/")));
    assertGood(problem, ExitStatus.CONFIGURATION);
    assertTrue(
        problem.error().matches("/: permission denied \\(owner root, mode [rwx-]{9}\\)"),
        problem.error());
  }

  @Test
  void aProgramOfAnotherUsersFileIsNotRun() {
    OtherOwnerException alice =
        LibraryFailures.make(OtherOwnerException.class, Path.of("rc"), "alice");
    CliError problem =
        RcMessages.of(
            LibraryFailures.make(RcException.class, RcException.Reason.UNSAFE_PROGRAM, AT, alice));
    assertGood(problem, ExitStatus.CONFIGURATION);
    assertEquals(
        "keys:3: KEY: the file belongs to user alice, so no program that it names is run",
        problem.error());
  }

  @Test
  void filesThatCannotBeReadOrWritten() {
    assertEquals("no such file or directory", FileMessages.of(new NoSuchFileException("/x")));
    assertEquals("permission denied", FileMessages.of(new AccessDeniedException("/x")));
    assertEquals("No space", FileMessages.of(new FileSystemException("/x", null, "No space")));
    assertEquals("refused by the system", FileMessages.of(new FileSystemException("/x")));
    assertEquals("not UTF-8 text", FileMessages.of(new MalformedInputException(1)));
    assertEquals("broken", FileMessages.of(new IOException("broken")));
    assertEquals("refused by the system", FileMessages.of(new IOException()));
  }
}
