package io.github.fwknoptunnel.spa.address;

import io.github.fwknoptunnel.spa.message.AllowedSource;

/** What one resolver came to. */
public sealed interface Attempt {
  /** Which one: a URL, {@code NAME@SERVER} or the like. */
  String resolver();

  /** The address, or the failure as an exception. */
  AllowedSource orThrow() throws AddressException;

  /** An address that can be used. */
  record Answered(String resolver, AllowedSource address) implements Attempt {
    @Override
    public AllowedSource orThrow() {
      return address;
    }
  }

  /**
   * No answer, or none that can be used.
   *
   * @param said the first characters of the answer, or its status; printable ASCII, often empty
   */
  record Failed(String resolver, AddressException.Reason reason, String said) implements Attempt {
    private static final int LONGEST = 64;

    /** What strangers said is cut and cleaned, since it ends on terminals and in logs. */
    public Failed {
      said = said.substring(0, Math.min(said.length(), LONGEST)).replaceAll("[^ -~]", "?");
    }

    @Override
    public AllowedSource orThrow() throws AddressException {
      throw new AddressException(this, null);
    }
  }
}
