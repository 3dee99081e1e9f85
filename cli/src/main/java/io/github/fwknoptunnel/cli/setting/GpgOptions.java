package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.Setting.flag;
import static io.github.fwknoptunnel.cli.setting.Setting.valued;

import io.github.fwknoptunnel.cli.setting.Setting.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.util.List;

/** The options of GPG mode. Each of them turns it on. */
public final class GpgOptions {
  public static final Setting<Boolean> ENCRYPTION =
      flag(Section.GPG, "-g --gpg-encryption", "Sign and encrypt the packet with gpg.");
  public static final Setting<String> RECIPIENT =
      valued(
              Section.GPG,
              "--gpg-recipient-key",
              ValueType.text("KEY"),
              "RSA key of the server: name, ID or fingerprint.")
          .titled("GPG recipient")
          .in(RcVariable.GPG_RECIPIENT);
  public static final Setting<String> SIGNER =
      valued(
              Section.GPG,
              "--gpg-signer-key",
              ValueType.text("KEY"),
              "Your signing key, which the server must know (default: gpg's default key).")
          .titled("GPG signer")
          .in(RcVariable.GPG_SIGNER);
  public static final Setting<Path> HOME =
      valued(
              Section.GPG,
              "--gpg-home-dir",
              ValueType.file("DIRECTORY", new ValueKind.Directory()),
              "Home directory of gpg (default: gpg's own).")
          .titled("GPG home")
          .in(RcVariable.GPG_HOMEDIR);
  public static final Setting<Path> EXE =
      valued(Section.GPG, "--gpg-exe", ValueType.FILE, "Path of gpg (default: gpg on the PATH).")
          .in(RcVariable.GPG_EXE);
  public static final Setting<Boolean> AGENT =
      flag(Section.GPG, "--gpg-agent", "Let gpg-agent prompt for the passphrase of your key.")
          .in(RcVariable.USE_GPG_AGENT);
  public static final Setting<Boolean> NO_SIGNING_PW =
      flag(
              Section.GPG,
              "--gpg-no-signing-pw",
              "Use no passphrase: your key has none, or gpg-agent caches it.")
          .in(RcVariable.GPG_NO_SIGNING_PW);

  /** What a packet is made with. */
  public static final List<Setting<?>> ALL =
      List.of(ENCRYPTION, RECIPIENT, SIGNER, HOME, EXE, AGENT, NO_SIGNING_PW);

  /** What a packet is opened with. */
  public static final List<Setting<?>> OPENING =
      List.of(ENCRYPTION, HOME, EXE, AGENT, NO_SIGNING_PW);

  private GpgOptions() {}
}
