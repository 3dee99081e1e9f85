package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real ssh and what is built on it, with {@code connect} as its ProxyCommand: plain, and with
 * the socket passed. Each test begins with a closed port; the server sees one connection for each
 * that ssh makes, and nobody prints anything on stderr.
 */
@RequiresEngine
@OnEachDebian
@Timeout(value = 720, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyCommandIT {
  private static final int COPIED = 64 << 20;

  private static FirewallContainer firewall;

  /** Only named: the methods before each kind start its firewall. */
  @Parameter ServerKind kind;

  @TempDir Path directory;

  @BeforeParameterizedClassInvocation
  static void startFirewall(ServerKind kind) {
    firewall =
        FirewallContainer.start(kind, FirewallContainer.stanza(FirewallContainer.SSH).access());
  }

  @AfterParameterizedClassInvocation
  static void stopFirewall() {
    firewall.close();
  }

  @BeforeEach
  void closeThePort() throws Exception {
    firewall.run("restart-fwknopd");
    assertTrue(Knocks.isSilent(firewall, FirewallContainer.SSH), "closed before");
    SshKeys.authorize(firewall, directory);
  }

  private SshConfig config(boolean fdpass) throws Exception {
    return SshConfig.write(
        directory,
        firewall,
        fdpass,
        "--key-file " + FirewallContainer.stanza(FirewallContainer.SSH).keyFile(directory));
  }

  private static int connections() {
    return Integer.parseInt(
        firewall.run("sh", "-c", "grep -c '^Connection from' /var/log/sshd.log || true").strip());
  }

  private void randomFile(String name, int length) throws Exception {
    byte[] bytes = new byte[length];
    new SplittableRandom(64).nextBytes(bytes);
    Files.write(directory.resolve(name), bytes);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void sshCopies64MebibytesBothWays(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    int before = connections();
    randomFile("sent", COPIED);
    String sum = ssh.run("sha256sum < sent");
    assertEquals(sum, ssh.run(ssh.ssh() + " gate 'tee copy | sha256sum' < sent"));
    assertEquals(sum, ssh.run(ssh.ssh() + " gate cat copy | sha256sum"));
    assertEquals(2, connections() - before);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void scpCopiesThereAndBack(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    int before = connections();
    randomFile("sent", 1 << 20);
    ssh.run("scp -q -F config sent gate:by-scp && scp -q -F config gate:by-scp back");
    assertEquals("", ssh.run("cmp sent back"));
    assertEquals(2, connections() - before);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void sftpCopiesThereAndBack(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    int before = connections();
    randomFile("sent", 1 << 20);
    ssh.run("printf 'put sent by-sftp\\nget by-sftp back\\n' | sftp -q -F config -b - gate");
    assertEquals("", ssh.run("cmp sent back"));
    assertEquals(1, connections() - before);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void rsyncCopiesAFolderThereAndBack(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    int before = connections();
    Files.createDirectories(directory.resolve("tree/below"));
    randomFile("tree/one", 1 << 20);
    randomFile("tree/below/two", 300_000);
    String rsync = "rsync -a --delete -e '" + ssh.ssh() + "' ";
    ssh.run(rsync + "tree/ gate:by-rsync/ && " + rsync + "gate:by-rsync/ back/");
    assertEquals("", ssh.run("diff -r tree back"));
    assertEquals(2, connections() - before);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void gitPushesAndClones(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    int before = connections();
    String repository = "by-git-" + fdpass + ".git";
    firewall.run("su", "knocker", "-c", "cd && git init -q --bare -b main " + repository);
    ssh.run(
        """
        git init -q -b main work && cd work
        git config user.name Knocker && git config user.email knocker@example.com
        seq 100000 > numbers && git add numbers && git commit -q -m 'Count'
        git push -q gate:%1$s main
        cd .. && git clone -q gate:%1$s back
        """
            .formatted(repository));
    assertEquals("", ssh.run("cmp work/numbers back/numbers"));
    assertEquals(2, connections() - before);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void sessionsOfAControlMasterShareOneKnockAndOneConnection(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    int connectionsBefore = connections();
    int packetsBefore = firewall.packets();
    ssh.run(ssh.ssh() + " -o ControlMaster=auto -o ControlPersist=60 gate true");
    try {
      assertEquals("second\n", ssh.run(ssh.ssh() + " gate echo second"));
      assertEquals("third\n", ssh.run(ssh.ssh() + " gate echo third"));
    } finally {
      ssh.status(ssh.ssh() + " -O exit gate");
    }
    assertEquals(1, firewall.packets() - packetsBefore);
    assertEquals(1, connections() - connectionsBefore);
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void aPortThatStaysClosedIsExplainedToSshsUser(boolean fdpass) throws Exception {
    String otherKey = FirewallContainer.stanza(7001).keyFile(directory).toString();
    SshConfig ssh =
        SshConfig.write(
            directory,
            firewall,
            fdpass,
            "--connect-timeout 1s --max-packets 1 --key-file " + otherKey);
    assertEquals(255, ssh.status(ssh.ssh() + " gate true"));
    String error =
        "error: " + firewall.address() + ":22 gave no answer in [0-9.]+ s after 1 knock\nhint: ";
    assertTrue(Pattern.compile(error).matcher(ssh.read("err")).lookingAt(), ssh.read("err"));
  }

  @ParameterizedTest(name = "fdpass {0}")
  @ValueSource(booleans = {false, true})
  void theBlockThatSshConfigPrintsWorksWhenPasted(boolean fdpass) throws Exception {
    SshConfig ssh = config(fdpass);
    Path rc = Files.writeString(directory.resolve("rc"), stanza());
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-------"));
    String block =
        TunnelProcess.run("", "ssh-config", "gate", "--rc-file", rc, "--fdpass=" + fdpass);
    String personal =
        ssh.read("config")
            .lines()
            .filter(line -> !line.matches(" +(HostName|Proxy).*"))
            .skip(1)
            .collect(Collectors.joining("\n"));
    Files.writeString(directory.resolve("config"), block + personal + "\n");
    ssh.run("mkdir bin && ln -s ../proxy-to-anything bin/fwknop-tunnel");
    String program = String.join(" ", ProgramCommand.of(List.of()));
    Path script = directory.resolve("proxy-to-anything");
    Files.writeString(script, "#!/bin/sh\nexec " + program + " \"$@\"\n");
    assertTrue(script.toFile().setExecutable(true));
    assertEquals("pasted\n", ssh.run("PATH=$PWD/bin:$PATH " + ssh.ssh() + " gate echo pasted"));
  }

  private static String stanza() {
    Stanza stanza = FirewallContainer.stanza(FirewallContainer.SSH);
    return """
    [gate]
    SPA_SERVER       %s
    ACCESS           tcp/22
    KEY_BASE64       %s
    HMAC_KEY_BASE64  %s
    """
        .formatted(firewall.address(), stanza.keyBase64(), stanza.hmacKeyBase64());
  }
}
