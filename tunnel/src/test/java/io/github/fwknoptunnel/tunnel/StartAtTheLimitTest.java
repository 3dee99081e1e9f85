package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.process.ChildProcesses;
import io.github.fwknoptunnel.tunnel.testing.ChildJvm;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process is started with the last descriptors or not at all, and costs nobody a descriptor. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class StartAtTheLimitTest {
  @Test
  void aStartUsesTheReserveAndIsRefusedWithoutIt() throws Exception {
    ProcessBuilder builder = ChildJvm.running(Starting.class);
    builder.command().addAll(0, List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh"));
    Process child = builder.start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), output);
    assertEquals(
        "cat waits: true\nrefused: too many open files\nall are open\nstarted: 0\n", output);
  }

  /** The program itself: opens what it may, and starts a process each time. */
  static final class Starting {
    private static final File NULL = new File("/dev/null");
    private static final List<FileInputStream> OPEN = new ArrayList<>();

    private Starting() {}

    public static void main(String[] none) throws Exception {
      // What is needed for the first time cannot be loaded later.
      ChildProcesses.start(new ProcessBuilder("true")).waitFor();
      ChildProcesses.prepare();
      fill();
      // Its pipes are three descriptors, which the reserve does not get back.
      Process waiting = ChildProcesses.start(new ProcessBuilder("cat"));
      System.out.println("cat waits: " + waiting.isAlive());
      start();
      for (FileInputStream file : OPEN) {
        file.getChannel().size();
      }
      System.out.println("all are open");
      waiting.destroy();
      for (FileInputStream file : OPEN) {
        file.close();
      }
      start();
    }

    private static void fill() {
      try {
        while (true) {
          OPEN.add(new FileInputStream(NULL));
        }
      } catch (IOException e) {
        // No descriptor is left.
      }
    }

    private static void start() throws InterruptedException {
      try {
        System.out.println(
            "started: " + ChildProcesses.start(new ProcessBuilder("true")).waitFor());
      } catch (IOException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
