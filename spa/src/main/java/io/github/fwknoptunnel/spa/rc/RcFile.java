package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import io.github.fwknoptunnel.spa.rc.RcWarning.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code .fwknoprc}: stanzas of settings, of which {@code [default]} is always in use and one
 * other may be.
 *
 * <p>Only the stanzas in use are parsed, so mistakes elsewhere do no harm. Three things that the
 * old client stumbles over are taken as they are meant: indented comments, lines of nothing but
 * blanks, and a byte order mark. Immutable.
 */
public final class RcFile {
  /** {@code default:}, with which the file of fwknop-go begins. */
  private static final Pattern YAML = Pattern.compile("[A-Za-z][\\w.-]*+:\\s*+");

  /** What runs a program; gpg's directory can name one too. */
  private static final List<RcVariable<?>> PROGRAMS =
      List.of(RcVariable.GPG_EXE, RcVariable.GPG_HOMEDIR);

  private final RcText text;
  private final FileExposure exposure;
  private final boolean anyMode;

  RcFile(RcText text, FileExposure exposure, boolean anyMode) {
    this.text = text;
    this.exposure = exposure;
    this.anyMode = anyMode;
  }

  /**
   * Reads a file. If others can read or change it, it gives no settings that hold keys; if they can
   * change it, none that name a program.
   */
  public static RcFile read(Path file) throws RcException {
    return new RcFile(SecretFileReader.text(file), SecretFileReader.exposure(file), false);
  }

  /** Reads a file whatever its permissions, for secrets that something else protects. */
  public static RcFile readAnyMode(Path file) throws RcException {
    return new RcFile(SecretFileReader.text(file), SecretFileReader.exposure(file), true);
  }

  /**
   * What others can do with the file; anything but {@link FileExposure#PRIVATE} deserves a warning.
   */
  public FileExposure exposure() {
    return exposure;
  }

  /** The names of all stanzas but {@code default}, each once, as the file first spells them. */
  public List<String> stanzas() {
    Map<String, String> names = new LinkedHashMap<>();
    for (RcLine line : text.lines()) {
      line.header()
          .filter(name -> !StanzaName.DEFAULT.matches(name))
          .ifPresent(name -> names.putIfAbsent(new StanzaName(name).folded(), name));
    }
    return List.copyOf(names.values());
  }

  /** The settings of {@code [default]}. */
  public RcConfig settings() throws RcException {
    var builder = started();
    collect(StanzaName.DEFAULT, builder);
    return checked(builder.build());
  }

  /**
   * The settings of {@code [default]} and, above them, of one stanza, wherever the two stand.
   *
   * @param stanza its name, in any case
   * @throws RcException with {@link Reason#UNKNOWN_STANZA} if it is not in the file
   */
  public RcConfig settings(String stanza) throws RcException {
    var builder = started();
    collect(StanzaName.DEFAULT, builder);
    if (!collect(new StanzaName(stanza), builder)) {
      checkHeaders();
      throw RcException.unknown(
          Reason.UNKNOWN_STANZA,
          new Location(text.file(), 0, Optional.of(stanza), Optional.empty()),
          stanzas());
    }
    return checked(builder.build());
  }

  /** A builder that knows of lines which belong to no stanza. */
  private RcConfig.Builder started() throws RcException {
    var builder = new RcConfig.Builder(RcVariable.names());
    for (RcLine line : text.lines()) {
      if (line.header().isPresent()) {
        return builder;
      }
      if (line.looksLikeSetting()) {
        builder.warn(new RcWarning(text.at(line, Optional.empty()), Kind.BEFORE_FIRST_STANZA, ""));
      }
      if (!line.isIgnored() && YAML.matcher(line.content()).matches()) {
        throw new RcException(Reason.YAML, text.at(line, Optional.empty()));
      }
    }
    return builder;
  }

  private void checkHeaders() throws RcException {
    for (RcLine line : text.lines()) {
      if (line.isUnclosedHeader()) {
        throw new RcException(Reason.HEADER_NOT_CLOSED, text.at(line, Optional.empty()));
      }
    }
  }

  /** Adds all parts of a stanza, in file order, and tells whether there is one. */
  private boolean collect(StanzaName wanted, RcConfig.Builder into) throws RcException {
    boolean found = false;
    Optional<String> current = Optional.empty();
    for (RcLine line : text.lines()) {
      Optional<String> header = line.header();
      if (header.isPresent()) {
        Optional<String> next = header.filter(wanted::matches);
        if (line.hasSettingBehindHeader() && (current.isPresent() || next.isPresent())) {
          throw new RcException(Reason.SETTING_BEHIND_HEADER, text.at(line, current));
        }
        current = next;
        found |= current.isPresent();
      } else if (current.isPresent() && !line.isIgnored()) {
        into.add(text.setting(line, current));
      }
    }
    return found;
  }

  private RcConfig checked(RcConfig settings) throws RcException {
    Optional<Location> key = settings.firstKey();
    if (exposure != FileExposure.PRIVATE && !anyMode && key.isPresent()) {
      throw new RcException(Reason.UNSAFE_PERMISSIONS, key.get());
    }
    for (RcVariable<?> variable : PROGRAMS) {
      Optional<Location> program = settings.find(variable).map(Located::where);
      if (exposure == FileExposure.WRITABLE && !anyMode && program.isPresent()) {
        throw new RcException(Reason.UNSAFE_PROGRAM, program.get());
      }
    }
    return settings;
  }
}
