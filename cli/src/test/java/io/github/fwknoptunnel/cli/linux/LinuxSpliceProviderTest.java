package io.github.fwknoptunnel.cli.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.relay.SplicePipe;
import io.github.fwknoptunnel.tunnel.relay.SpliceProvider;
import java.io.IOException;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A pipe between two real connections. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class LinuxSpliceProviderTest {
  private static final int CAPACITY = 64 * 1024;

  private final SpliceProvider splicing = new LinuxSpliceProvider();
  private TcpPair from;
  private TcpPair to;
  private SplicePipe pipe;

  @BeforeEach
  void open() throws IOException {
    from = TcpPair.open();
    to = TcpPair.open();
    pipe = splicing.open(CAPACITY);
  }

  @AfterEach
  void close() throws IOException {
    pipe.close();
    from.close();
    to.close();
  }

  private int source() {
    return splicing.descriptor(from.near()).orElseThrow();
  }

  private int sink() {
    return splicing.descriptor(to.near()).orElseThrow();
  }

  private void send(byte... bytes) throws IOException {
    from.far().getOutputStream().write(bytes);
    from.awaitReadable();
  }

  @Test
  void bytesGoFromOneConnectionToTheOther() throws Exception {
    send((byte) 1, (byte) 2, (byte) 3);
    assertEquals(3, pipe.fill(source(), CAPACITY));
    assertEquals(3, pipe.bytes());
    pipe.drain(sink());
    assertEquals(0, pipe.bytes());
    assertArrayEquals(new byte[] {1, 2, 3}, to.far().getInputStream().readNBytes(3));
  }

  @Test
  void noMoreIsTakenThanAskedFor() throws Exception {
    send((byte) 1, (byte) 2, (byte) 3);
    assertEquals(2, pipe.fill(source(), 2));
  }

  @Test
  void nothingThereIsLeftToAnOrdinaryRead() throws Exception {
    assertEquals(0, pipe.fill(source(), CAPACITY));
  }

  @Test
  void theEndOfTheStreamIsTold() throws Exception {
    from.far().shutdownOutput();
    from.awaitReadable();
    assertEquals(SplicePipe.EOF, pipe.fill(source(), CAPACITY));
  }

  @Test
  void anAbortIsTold() throws Exception {
    int source = source();
    from.far().setSoLinger(true, 0);
    from.far().close();
    from.awaitReadable();
    assertThrows(IOException.class, () -> pipe.fill(source, CAPACITY));
  }

  @Test
  void whatTheSinkDoesNotTakeStays() throws Exception {
    byte[] piece = new byte[CAPACITY];
    int rest = 0;
    while (rest == 0) {
      send(piece);
      assertTrue(pipe.fill(source(), CAPACITY) > 0);
      pipe.drain(sink());
      rest = pipe.bytes();
    }
    pipe.drain(sink());
    assertEquals(rest, pipe.bytes());
  }

  @Test
  void anAbortOfTheSinkIsTold() throws Exception {
    int sink = sink();
    to.far().setSoLinger(true, 0);
    to.far().close();
    to.awaitReadable();
    send((byte) 1);
    pipe.fill(source(), CAPACITY);
    assertThrows(IOException.class, () -> pipe.drain(sink));
  }

  @Test
  void aPipeThatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
    Set<String> before = TcpPair.pipes();
    assertThrows(IOException.class, () -> splicing.open(-1));
    assertEquals(Set.of(), TcpPair.pipesSince(before));
  }

  @Test
  void aClosedPipeIsGone() throws Exception {
    Set<String> before = TcpPair.pipes();
    SplicePipe another = splicing.open(CAPACITY);
    assertEquals(1, TcpPair.pipesSince(before).size());
    send((byte) 1);
    another.fill(source(), CAPACITY);
    another.close();
    another.close();
    assertFalse(another.isOpen());
    assertEquals(0, another.bytes());
    assertEquals(Set.of(), TcpPair.pipesSince(before));
  }

  @Test
  void aConnectionThatIsClosedHasNoDescriptor() throws Exception {
    from.near().close();
    assertTrue(splicing.descriptor(from.near()).isEmpty());
  }

  @Test
  void theRelayFindsIt() {
    assertEquals(
        LinuxSpliceProvider.class,
        ServiceLoader.load(SpliceProvider.class).findFirst().orElseThrow().getClass());
  }
}
