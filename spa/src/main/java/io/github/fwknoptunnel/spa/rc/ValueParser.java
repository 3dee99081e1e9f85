package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Reads the value of a line, or fails with {@link Reason#BAD_VALUE} or {@link Reason#BAD_KEY}. */
@FunctionalInterface
interface ValueParser<T> {
  T read(RcAssignment setting) throws RcException;

  interface Parser<T> {
    T parse(String text) throws MessageException;
  }

  static <T> ValueParser<T> parsed(Parser<T> parser) {
    return setting -> {
      try {
        return parser.parse(setting.value());
      } catch (MessageException e) {
        throw new RcException(Reason.BAD_VALUE, setting.where(), e);
      }
    };
  }

  static <T> ValueParser<T> choice(Function<String, Optional<T>> lookup) {
    return setting -> lookup.apply(setting.value()).orElseThrow(setting::bad);
  }

  static ValueParser<Integer> number(int lowest, int highest) {
    return setting -> {
      int number = leadingNumber(setting.value());
      if (number < lowest || number > highest) {
        throw setting.bad();
      }
      return number;
    };
  }

  /** Only {@code Y} and {@code y} are yes; {@code yes} is not. */
  static boolean flag(RcAssignment setting) {
    return setting.value().equalsIgnoreCase("y");
  }

  static Path path(RcAssignment setting) throws RcException {
    try {
      return Path.of(setting.value());
    } catch (InvalidPathException e) {
      throw setting.bad();
    }
  }

  /** As C's {@code strtol}: {@code 10x} is 10, {@code x} is 0. Too many digits are too large. */
  private static int leadingNumber(String text) {
    boolean negative = text.startsWith("-");
    long number = 0;
    for (int i = negative || text.startsWith("+") ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      number = Math.min(number * 10 + c - '0', Integer.MAX_VALUE);
    }
    return (int) (negative ? -number : number);
  }
}
