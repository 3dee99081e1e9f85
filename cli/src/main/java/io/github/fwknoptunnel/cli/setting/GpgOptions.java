package io.github.fwknoptunnel.cli.setting;

import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.setting.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor.Section;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.List;

/** GPG keys instead of one that client and server share. Each option alone asks for that. */
public final class GpgOptions {
  public static final OptionDescriptor ENCRYPTION =
      flag(Section.GPG, "-g --gpg-encryption", "Have gpg sign and encrypt the packet.");
  public static final OptionDescriptor RECIPIENT =
      valued(
              Section.GPG,
              "--gpg-recipient-key",
              "KEY",
              "The server's key, by name, ID or fingerprint; it must be RSA.")
          .titled("GPG recipient")
          .in(RcVariable.GPG_RECIPIENT);
  public static final OptionDescriptor SIGNER =
      valued(
              Section.GPG,
              "--gpg-signer-key",
              "KEY",
              "Your key, which the server knows (default: that of gpg).")
          .titled("GPG signer")
          .in(RcVariable.GPG_SIGNER);
  public static final OptionDescriptor HOME =
      valued(
              Section.GPG,
              "--gpg-home-dir",
              "DIRECTORY",
              "Directory of the keyring (default: gpg's).")
          .titled("GPG home")
          .in(RcVariable.GPG_HOMEDIR);
  public static final OptionDescriptor EXE =
      valued(Section.GPG, "--gpg-exe", "FILE", "The gpg program (default: gpg on the PATH).")
          .in(RcVariable.GPG_EXE);
  public static final OptionDescriptor AGENT =
      flag(Section.GPG, "--gpg-agent", "Let gpg-agent ask for the pass phrase of your key.")
          .in(RcVariable.USE_GPG_AGENT);
  public static final OptionDescriptor NO_SIGNING_PW =
      flag(
              Section.GPG,
              "--gpg-no-signing-pw",
              "Your key has no pass phrase, or gpg-agent knows it: hand none over, ask for none.")
          .in(RcVariable.GPG_NO_SIGNING_PW);

  /** What a packet is made with. */
  public static final List<OptionDescriptor> ALL =
      List.of(ENCRYPTION, RECIPIENT, SIGNER, HOME, EXE, AGENT, NO_SIGNING_PW);

  /** What a packet is opened with. */
  public static final List<OptionDescriptor> OPENING =
      List.of(ENCRYPTION, HOME, EXE, AGENT, NO_SIGNING_PW);

  private GpgOptions() {}
}
