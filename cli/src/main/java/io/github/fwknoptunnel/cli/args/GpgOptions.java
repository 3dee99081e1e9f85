package io.github.fwknoptunnel.cli.args;

import static io.github.fwknoptunnel.cli.args.OptionDescriptor.flag;
import static io.github.fwknoptunnel.cli.args.OptionDescriptor.valued;

import io.github.fwknoptunnel.cli.args.OptionDescriptor.Section;
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
          "The server's key, by name, ID or fingerprint; it must be RSA.");
  public static final OptionDescriptor SIGNER =
      valued(
          Section.GPG,
          "--gpg-signer-key",
          "KEY",
          "Your key, which the server knows (default: that of gpg).");
  public static final OptionDescriptor HOME =
      valued(
          Section.GPG, "--gpg-home-dir", "DIRECTORY", "Directory of the keyring (default: gpg's).");
  public static final OptionDescriptor EXE =
      valued(Section.GPG, "--gpg-exe", "FILE", "The gpg program (default: gpg on the PATH).");
  public static final OptionDescriptor AGENT =
      flag(Section.GPG, "--gpg-agent", "Let gpg-agent ask for the pass phrase of your key.");
  public static final OptionDescriptor NO_SIGNING_PW =
      flag(
          Section.GPG,
          "--gpg-no-signing-pw",
          "Your key has no pass phrase, or gpg-agent knows it: hand none over, ask for none.");

  /** What a packet is made with. */
  public static final List<OptionDescriptor> ALL =
      List.of(ENCRYPTION, RECIPIENT, SIGNER, HOME, EXE, AGENT, NO_SIGNING_PW);

  /** What a packet is opened with. */
  static final List<OptionDescriptor> OPENING =
      List.of(ENCRYPTION, HOME, EXE, AGENT, NO_SIGNING_PW);

  private GpgOptions() {}
}
