package io.github.fwknoptunnel.spa.message;

import java.util.Arrays;
import java.util.Optional;

/** The seven message types of the wire. This is the only place that knows their numbers. */
public enum MessageType {
  COMMAND(0, false, false),
  ACCESS(1, false, false),
  NAT_ACCESS(2, true, false),
  CLIENT_TIMEOUT_ACCESS(3, false, true),
  CLIENT_TIMEOUT_NAT_ACCESS(4, true, true),
  LOCAL_NAT_ACCESS(5, true, false),
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
   * The type that says what {@code request} says; the number follows from the request and its time
   * limit alone.
   */
  public static MessageType of(SpaRequest request) {
    boolean timed = request.accessTimeout().isPresent();
    return switch (request) {
      case SpaRequest.Command c -> COMMAND;
      case SpaRequest.Access a when a.nat().isEmpty() -> timed ? CLIENT_TIMEOUT_ACCESS : ACCESS;
      case SpaRequest.Access a when a.nat().get().local() ->
          timed ? CLIENT_TIMEOUT_LOCAL_NAT_ACCESS : LOCAL_NAT_ACCESS;
      case SpaRequest.Access a -> timed ? CLIENT_TIMEOUT_NAT_ACCESS : NAT_ACCESS;
    };
  }

  public static Optional<MessageType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** The digit on the wire, 0 to 6. */
  public int code() {
    return code;
  }

  /** Whether a NAT field must follow the message. */
  public boolean hasNat() {
    return nat;
  }

  /** Whether a time limit must be the last field. */
  public boolean hasTimeout() {
    return timeout;
  }
}
