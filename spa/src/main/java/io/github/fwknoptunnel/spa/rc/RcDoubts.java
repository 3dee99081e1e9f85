package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcWarning.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what is odd about a line that the reference client accepts silently. */
final class RcDoubts {
  private static final Pattern COMMENT = Pattern.compile("\\s+[;#].*|;\\s*|[;#]\\s.*|\\s*");

  private RcDoubts() {}

  /** How a value is written. */
  enum Form {
    WORD,
    NUMBER,
    SWITCH,
    /** Text of any kind. */
    PHRASE
  }

  static List<RcWarning> of(RcAssignment setting, RcVariable<?> variable, Object value) {
    List<RcWarning> doubts = new ArrayList<>();
    if (!COMMENT.matcher(setting.rest().replace('\r', ' ')).matches()) {
      doubts.add(new RcWarning(setting.where(), Kind.REST_IGNORED, ""));
    }
    String text = setting.value();
    switch (variable.form()) {
      case WORD -> {}
      case PHRASE -> {
        if (setting.isQuoted()) {
          doubts.add(new RcWarning(setting.where(), Kind.QUOTES_KEPT, ""));
        }
      }
      case NUMBER -> {
        if (!text.matches("[+-]?[0-9]+|[Yy]")) {
          doubts.add(new RcWarning(setting.where(), Kind.NOT_A_NUMBER, shown(value)));
        }
      }
      case SWITCH -> {
        if (!text.matches("[YyNn]")) {
          doubts.add(new RcWarning(setting.where(), Kind.NOT_A_SWITCH, ""));
        }
      }
    }
    return doubts;
  }

  private static String shown(Object value) {
    return value instanceof Duration time ? Long.toString(time.toSeconds()) : value.toString();
  }
}
