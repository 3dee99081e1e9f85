package io.github.fwknoptunnel.compat;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * A container that a real systemd runs, with the units of the examples and the program. Where
 * systemd cannot start the tests fail: nothing else shows that the units are right.
 */
final class SystemdMachine implements AutoCloseable {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final int EXECUTABLE = 0755;

  private final GenericContainer<?> container;

  private SystemdMachine() {
    container =
        new GenericContainer<>(
                new ImageFromDockerfile("fwknop-tunnel-systemd:test", false)
                    .withFileFromPath(".", Path.of("src/test/docker/systemd")))
            .withCreateContainerCmdModifier(command ->
                command
                    .getHostConfig()
                    .withCapAdd(Capability.SYS_ADMIN)
                    .withSecurityOpts(List.of("seccomp=unconfined")))
            .withTmpFs(Map.of("/run", "rw", "/run/lock", "rw", "/tmp", "rw"))
            .withFileSystemBind("/sys/fs/cgroup", "/sys/fs/cgroup", BindMode.READ_WRITE)
            .withFileSystemBind(System.getProperty("java.home"), "/opt/java", BindMode.READ_ONLY)
            .withCopyFileToContainer(
                MountableFile.forHostPath(PROJECT.resolve("cli/target/fwknop-tunnel.jar")),
                "/opt/fwknop-tunnel.jar")
            .withCopyToContainer(Transferable.of(launcher(), EXECUTABLE), "/usr/bin/fwknop-tunnel")
            .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
    for (String unit : List.of("fwknop-tunnel@.service", "fwknop-tunnel@.socket")) {
      container.withCopyToContainer(
          Transferable.of(read(PROJECT.resolve("examples/systemd").resolve(unit))),
          "/etc/systemd/system/" + unit);
    }
  }

  static SystemdMachine start() {
    SystemdMachine machine = new SystemdMachine();
    try {
      machine.container.start();
      Knocks.await(
          "systemd in a container, which needs a kernel and an engine that allow it",
          () -> machine.status("systemctl is-active -q multi-user.target") == 0);
      // As on a machine that systemd boots; without it credentials do not reach the service.
      machine.run("mount --make-rshared /");
      return machine;
    } catch (RuntimeException | Error e) {
      System.err.println("SYSTEMD CANNOT START IN A CONTAINER HERE: THE UNITS WERE NOT TESTED");
      machine.close();
      throw e;
    }
  }

  /** The launcher without what builds the program: how it hands a socket over is the real one's. */
  private static String launcher() {
    return "#!/bin/sh\nset -eu\n"
        + read(PROJECT.resolve("cli/packaging/prelude"))
        + "\nexec /opt/java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
        + " -jar /opt/fwknop-tunnel.jar \"$@\"\n";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String path, String text, int mode) {
    container.copyFileToContainer(Transferable.of(text, mode), path);
  }

  /** Runs a script of bash to its end and gives what it printed; it must succeed. */
  String run(String script) {
    ExecResult result = exec(script);
    if (result.getExitCode() != 0) {
      throw new AssertionError(
          script + ": " + result + exec("journalctl --no-pager -n 60 2>&1").getStdout());
    }
    return result.getStdout().strip();
  }

  int status(String script) {
    return exec(script).getExitCode();
  }

  private ExecResult exec(String script) {
    try {
      return container.execInContainer("bash", "-c", script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
