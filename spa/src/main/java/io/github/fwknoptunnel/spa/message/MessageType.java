package io.github.fwknoptunnel.spa.message;

import java.util.Arrays;
import java.util.Optional;

/** The seven message types of the protocol and their numbers on the wire. */
public enum MessageType {
  /** A command for the server. */
  COMMAND(0, false, false),
  /** Access to ports. */
  ACCESS(1, false, false),
  /** Access with NAT to another host. */
  NAT_ACCESS(2, true, false),
  /** Access for a time that the client sets. */
  CLIENT_TIMEOUT_ACCESS(3, false, true),
  /** Access with NAT for a time that the client sets. */
  CLIENT_TIMEOUT_NAT_ACCESS(4, true, true),
  /** Access with NAT to a port of the server. */
  LOCAL_NAT_ACCESS(5, true, false),
  /** Access with NAT to a port of the server, for a time that the client sets. */
  CLIENT_TIMEOUT_LOCAL_NAT_ACCESS(6, true, true);

  private final int code;
  private final boolean nat;
  private final boolean timeout;

  MessageType(int code, boolean nat, boolean timeout) {
    this.code = code;
    this.nat = nat;
    this.timeout = timeout;
  }

  /**
   * Finds the type of a request, which follows from its kind, its NAT target and its time limit.
   *
   * @param request any request
   * @return the type that its packets carry
   */
  public static MessageType of(SpaRequest request) {
    if (request instanceof SpaRequest.Command) {
      return COMMAND;
    }
    boolean timed = request.accessTimeout().isPresent();
    if (request.nat().isEmpty()) {
      return timed ? CLIENT_TIMEOUT_ACCESS : ACCESS;
    }
    return request.nat().get().local()
        ? timed ? CLIENT_TIMEOUT_LOCAL_NAT_ACCESS : LOCAL_NAT_ACCESS
        : timed ? CLIENT_TIMEOUT_NAT_ACCESS : NAT_ACCESS;
  }

  /**
   * Finds a type by its number.
   *
   * @param code the digit on the wire
   * @return the type, or empty if the code is not 0 to 6
   */
  public static Optional<MessageType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** {@return the digit on the wire, 0 to 6} */
  public int code() {
    return code;
  }

  /** {@return whether a NAT field must follow the message} */
  public boolean hasNat() {
    return nat;
  }

  /** {@return whether a time limit must be the last field} */
  public boolean hasTimeout() {
    return timeout;
  }
}
