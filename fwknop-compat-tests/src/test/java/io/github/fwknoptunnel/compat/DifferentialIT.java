package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.fwknoptunnel.compat.ClientBatch.Made;
import io.github.fwknoptunnel.compat.RandomRequests.Maker;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.testing.Verdict.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * Random configurations, sealed by one side and opened by the other: all message types, digests,
 * HMACs, modes and key lengths. {@code -Dcompat.seed=N} takes others than each time; {@code
 * -Dcompat.cases=N} takes more or fewer.
 *
 * <p>What the reference's command line cannot say is only shown to its server: user names of more
 * than 29 characters, the server-auth field, times other than now. Packets of GPG are not made
 * here.
 */
@RequiresEngine
@OnEachDebian
@Timeout(value = 360, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DifferentialIT {
  private static final long SEED = Long.getLong("compat.seed", 1);
  private static final int CASES = Integer.getInteger("compat.cases", 384);

  private final FirewallContainer firewall;

  DifferentialIT(ServerKind kind) {
    firewall = FirewallContainer.shared(kind);
  }

  @TestFactory
  Stream<DynamicTest> whatDebiansClientMakesWeOpen() throws Exception {
    List<SpaCase> cases = SpaCases.of(SEED, Maker.FWKNOP, CASES);
    Map<Integer, Made> made = ClientBatch.make(firewall, cases);
    return tests(cases, one -> () -> opensWhatWasAsked(one, made.get(one.index())));
  }

  private static void opensWhatWasAsked(SpaCase one, Made made) throws Exception {
    SpaFields clients = made.fields().fields();
    SpaFields asked = one.message().fields();
    OpenedPacket opened = one.open(made.packet());
    assertEquals(madeBy(asked, clients.random(), clients.timestamp()), opened.fields());
    assertEquals(one.suite().digest(), opened.digestType());
    assertEquals(made.fields().digest(), opened.digest());
    assertEquals(Result.ACCEPTED, one.judge(made.packet()));
  }

  /** The client draws its own random value and looks at its own clock. */
  private static SpaFields madeBy(SpaFields asked, String random, long timestamp) {
    return new SpaFields(
        random,
        asked.username(),
        timestamp,
        asked.version(),
        asked.type(),
        asked.message(),
        asked.natAccess(),
        asked.serverAuth(),
        asked.clientTimeout());
  }

  @TestFactory
  Stream<DynamicTest> whatWeMakeDebiansServerOpens() throws Exception {
    List<SpaCase> cases = SpaCases.of(SEED, Maker.US, CASES);
    Map<SpaCase, SpaPacket> packets = new LinkedHashMap<>();
    for (SpaCase one : cases) {
      packets.put(one, one.seal());
    }
    ServerBatch server = ServerBatch.judge(firewall, packets);
    return tests(cases, one -> () -> wasOpened(one, packets.get(one), server));
  }

  private static void wasOpened(SpaCase one, SpaPacket packet, ServerBatch server)
      throws KeyException {
    assertEquals(Result.ACCEPTED, one.judge(packet));
    List<String> verdicts = server.verdicts(one);
    FieldDump dump = server.decoded(one).orElseThrow(() -> new AssertionError(verdicts));
    assertEquals(one.message().fields(), dump.fields());
    assertEquals(one.suite().digest(), dump.digestType());
    Optional<HashAlgorithm> hmac = one.hmacKey().map(key -> one.suite().hmac());
    assertEquals(hmac, dump.hmacType());
    assertEquals(2, verdicts.size(), verdicts::toString);
    assertTrue(verdicts.get(1).startsWith("--test mode enabled"), verdicts::toString);
  }

  /** Without this the test above could be reading an echo. */
  @TestFactory
  Stream<DynamicTest> whatWasChangedDebiansServerRefuses() throws Exception {
    List<SpaCase> cases = SpaCases.of(SEED, Maker.US, CASES);
    Map<SpaCase, SpaPacket> packets = new LinkedHashMap<>();
    for (SpaCase one : cases) {
      packets.put(one, changed(one.seal()));
    }
    ServerBatch server = ServerBatch.judge(firewall, packets);
    return tests(cases, one -> () -> wasRefused(one, packets.get(one), server));
  }

  private static SpaPacket changed(SpaPacket packet) {
    StringBuilder wire = new StringBuilder(packet.wire());
    int middle = wire.length() / 2;
    wire.setCharAt(middle, wire.charAt(middle) == 'A' ? 'B' : 'A');
    return new SpaPacket(wire.toString());
  }

  private static void wasRefused(SpaCase one, SpaPacket packet, ServerBatch server)
      throws KeyException {
    assertEquals(Result.NOT_DECRYPTED, one.judge(packet));
    assertEquals(Optional.empty(), server.decoded(one));
    assertEquals(1, server.verdicts(one).size());
    String verdict = server.verdicts(one).getFirst();
    assertTrue(verdict.startsWith("Error creating fko context"), verdict);
  }

  private static Stream<DynamicTest> tests(
      List<SpaCase> cases, Function<SpaCase, Executable> check) {
    System.out.println("DifferentialIT: -Dcompat.seed=" + SEED + " -Dcompat.cases=" + CASES);
    List<DynamicTest> tests = new ArrayList<>();
    for (SpaCase one : cases) {
      tests.add(dynamicTest("seed " + SEED + " " + one, check.apply(one)));
    }
    return tests.stream();
  }
}
