package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;

/** What one resolver came to. */
public sealed interface ResolveAttempt {
  /** Which one: a URL, {@code NAME@SERVER} or the like. */
  String resolver();

  /** The address, or the failure as an exception. */
  AllowIp orThrow() throws PublicIpException;

  /** An address that can be used. */
  record Answered(String resolver, AllowIp address) implements ResolveAttempt {
    @Override
    public AllowIp orThrow() {
      return address;
    }
  }

  /**
   * No answer, or none that can be used.
   *
   * @param said the first characters of the answer, or its status; printable ASCII, often empty
   */
  record Failed(String resolver, PublicIpException.Reason reason, String said)
      implements ResolveAttempt {
    private static final int MAX_LENGTH = 64;

    /** What strangers said is cut and cleaned, since it ends on terminals and in logs. */
    public Failed {
      said = said.substring(0, Math.min(said.length(), MAX_LENGTH)).replaceAll("[^ -~]", "?");
    }

    @Override
    public AllowIp orThrow() throws PublicIpException {
      throw new PublicIpException(this, null);
    }
  }
}
