package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * The same command lines and rc files for Debian's fwknop and for {@code knock}: both refuse, or
 * both make packets with the same fields, keys and algorithms. Where we differ on purpose, {@code
 * side-by-side.txt} says why, and the test holds us to that too.
 */
@RequiresEngine
@OnEachDebian
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClientEquivalenceIT {
  @Parameter ServerKind kind;
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> theSameLineMeansTheSame() throws Exception {
    ClientEquivalence all = ClientEquivalence.read();
    for (String name : all.files().keySet()) {
      Path file = Files.writeString(directory.resolve(name), all.text(name, directory.toString()));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Map<ClientEquivalence.Case, Verdict> theirs =
        ClientVerdicts.of(all, FirewallContainer.shared(kind));
    Map<ClientEquivalence.Case, Verdict> ours = new LinkedHashMap<>();
    for (ClientEquivalence.Case one : all.cases()) {
      ours.put(one, knock(one));
    }
    return all.cases().stream()
        .map(
            one -> dynamicTest(one.toString(), () -> compare(one, theirs.get(one), ours.get(one))));
  }

  private Verdict knock(ClientEquivalence.Case one) throws Exception {
    Instant before = Instant.now();
    List<String> options = one.options(directory.toString());
    TunnelProcess.Ended ended =
        TunnelProcess.end(
            String.join("\n", one.stdin()) + "\n",
            Map.of("LOGNAME", ClientVerdicts.USER),
            Stream.concat(Stream.of("knock", "-T"), options.stream()).toArray());
    if (ended.status() == 0) {
      SpaPacket packet = new SpaPacket(ended.out().strip());
      return new Verdict(Optional.of(packet), ended.err(), before, Instant.now());
    }
    assertTrue(List.of(2, 3).contains(ended.status()), one + " ended with " + ended);
    assertTrue(ended.err().startsWith("error: "), one + " ended with " + ended);
    return new Verdict(Optional.empty(), ended.err(), before, Instant.now());
  }

  private static void compare(ClientEquivalence.Case one, Verdict theirs, Verdict ours)
      throws Exception {
    assertEquals(
        one.differsIn("fwknop refuses"),
        theirs.packet().isEmpty() && ours.packet().isPresent(),
        () -> "fwknop: " + theirs.output());
    assertEquals(
        one.differsIn("we refuse"),
        ours.packet().isEmpty() && theirs.packet().isPresent(),
        () -> "knock: " + ours.output());
    if (theirs.packet().isPresent() && ours.packet().isPresent()) {
      sameFields(one, theirs, ours);
    }
  }

  private static void sameFields(ClientEquivalence.Case one, Verdict theirs, Verdict ours)
      throws Exception {
    SealedWith them = SealedWith.find(theirs.packet().get());
    SealedWith us = SealedWith.find(ours.packet().get());
    Map<String, Object> expected = comparable(them);
    comparable(us)
        .forEach((name, value) -> {
          if (one.differsIn(name)) {
            assertNotEquals(expected.get(name), value, name);
          } else {
            assertEquals(expected.get(name), value, name);
          }
        });
    assertEquals(
        !one.differsIn("time"), Offset.of(them, theirs).mayBe(Offset.of(us, ours)), "the time");
  }

  /** Everything but what is drawn by lot, and the time. */
  private static Map<String, Object> comparable(SealedWith sealed) {
    SpaFields fields = sealed.packet().fields();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("key", sealed.key());
    values.put("mode", sealed.mode());
    values.put("hmac", sealed.hmac());
    values.put("digest", sealed.packet().digestType());
    values.put("username", fields.username());
    values.put("version", fields.version());
    values.put("type", fields.type());
    values.put("message", fields.message());
    values.put("nat access", fields.natAccess());
    values.put("server auth", fields.serverAuth());
    values.put("client timeout", fields.clientTimeout());
    return values;
  }

  /** The time in a packet less that of its making, which is known up to how long that took. */
  private record Offset(long least, long most) {
    static Offset of(SealedWith sealed, Verdict verdict) {
      long time = sealed.packet().fields().timestamp();
      return new Offset(
          time - verdict.after().getEpochSecond(), time - verdict.before().getEpochSecond());
    }

    boolean mayBe(Offset other) {
      return least <= other.most && other.least <= most;
    }
  }
}
