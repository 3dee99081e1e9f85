package io.github.fwknoptunnel.cli.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;

/**
 * How a system lays out the {@code msghdr} and {@code cmsghdr} that carry a descriptor, on 64 bits
 * (sys/socket.h of each; RFC 3542 section 20 for the alignment of the control message).
 */
enum SockaddrLayout {
  LINUX(1),
  /** Lengths of control messages have 32 bits. */
  MACOS(0xffff);

  private static final int SCM_RIGHTS = 1;
  private static final long WORD = 8;

  private final int socketLevel;

  SockaddrLayout(int socketLevel) {
    this.socketLevel = socketLevel;
  }

  /** That of this machine; empty where it is not known. */
  static Optional<SockaddrLayout> here() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (ValueLayout.ADDRESS.byteSize() != WORD) {
      return Optional.empty();
    }
    if (system.contains("linux")) {
      return Optional.of(LINUX);
    }
    return system.contains("mac") ? Optional.of(MACOS) : Optional.empty();
  }

  /** A {@code msghdr} of one byte that carries a descriptor. */
  MemorySegment message(Arena arena, int descriptor) {
    MemorySegment vector = arena.allocate(2 * WORD, WORD);
    vector.set(ValueLayout.ADDRESS, 0, arena.allocate(1));
    vector.set(ValueLayout.JAVA_LONG, WORD, 1);
    MemorySegment control = control(arena, descriptor);
    MemorySegment header = arena.allocate(7 * WORD, WORD);
    header.set(ValueLayout.ADDRESS, 16, vector);
    header.set(ValueLayout.ADDRESS, 32, control);
    if (this == LINUX) {
      header.set(ValueLayout.JAVA_LONG, 24, 1);
      header.set(ValueLayout.JAVA_LONG, 40, control.byteSize());
    } else {
      header.set(ValueLayout.JAVA_INT, 24, 1);
      header.set(ValueLayout.JAVA_INT, 40, (int) control.byteSize());
    }
    return header;
  }

  /** Its length counts the padding, that in its header does not. */
  private MemorySegment control(Arena arena, int descriptor) {
    int start = this == LINUX ? 8 : 4;
    MemorySegment control = arena.allocate(this == LINUX ? 24 : 16, WORD);
    if (this == LINUX) {
      control.set(ValueLayout.JAVA_LONG, 0, start + 12L);
    } else {
      control.set(ValueLayout.JAVA_INT, 0, start + 12);
    }
    control.set(ValueLayout.JAVA_INT, start, socketLevel);
    control.set(ValueLayout.JAVA_INT, start + 4, SCM_RIGHTS);
    control.set(ValueLayout.JAVA_INT, start + 8, descriptor);
    return control;
  }
}
