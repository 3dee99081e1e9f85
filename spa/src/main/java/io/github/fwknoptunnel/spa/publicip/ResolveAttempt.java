package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;

/** The result of one resolver. */
public sealed interface ResolveAttempt {
  /** {@return the resolver, usually its URL without the query} */
  String resolver();

  /**
   * {@return the address}
   *
   * @throws PublicIpException if the attempt failed
   */
  AllowIp orThrow() throws PublicIpException;

  /**
   * An accepted address.
   *
   * @param resolver the resolver, usually its URL without the query
   * @param address the address it returned
   */
  record Answered(String resolver, AllowIp address) implements ResolveAttempt {
    @Override
    public AllowIp orThrow() {
      return address;
    }
  }

  /**
   * No answer, or one that is not accepted.
   *
   * @param resolver the resolver, usually its URL without the query
   * @param reason what failed
   * @param response the first 64 characters of the answer, or its status; printable ASCII, often
   *     empty
   */
  record Failed(String resolver, PublicIpException.Reason reason, String response)
      implements ResolveAttempt {
    private static final int MAX_LENGTH = 64;

    /**
     * Truncates the answer and replaces what is not printable ASCII, because it is shown on
     * terminals and in logs.
     */
    public Failed {
      response =
          response.substring(0, Math.min(response.length(), MAX_LENGTH)).replaceAll("[^ -~]", "?");
    }

    @Override
    public AllowIp orThrow() throws PublicIpException {
      throw new PublicIpException(this, null);
    }
  }
}
