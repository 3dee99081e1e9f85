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
 * An rc file, {@code .fwknoprc}: stanzas of settings. {@code [default]} always applies, and one
 * other stanza may be selected.
 *
 * <p>Only these two are parsed, so mistakes in other stanzas do no harm. Indented comments, lines
 * of blanks and a byte order mark, which the reference client misreads, are accepted. Immutable and
 * thread-safe.
 */
public final class RcFile {
  /** {@code default:}, with which the file of fwknop-go begins. */
  private static final Pattern YAML = Pattern.compile("[A-Za-z][\\w.-]*+:\\s*+");

  /** What runs a program; gpg's directory can name one too. */
  private static final List<RcVariable<?>> PROGRAMS =
      List.of(RcVariable.GPG_EXE, RcVariable.GPG_HOMEDIR);

  private final RcText text;
  private final FileExposure exposure;
  private final Optional<String> otherOwner;
  private final boolean anyMode;

  RcFile(RcText text, FileExposure exposure, Optional<String> otherOwner, boolean anyMode) {
    this.text = text;
    this.exposure = exposure;
    this.otherOwner = otherOwner;
    this.anyMode = anyMode;
  }

  /**
   * Reads a file. Does not check its permissions; {@link #settings()} and {@link #settings(String)}
   * do: they refuse keys if other users can read or change the file, and settings that name a
   * program if other users can change the file, or if its owner is neither this process's user nor
   * root.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}
   * @return its stanzas, not parsed yet
   * @throws RcException if the file cannot be read
   */
  public static RcFile read(Path file) throws RcException {
    return read(file, false);
  }

  /**
   * Reads a file whatever its permissions, for secrets that are protected in another way.
   *
   * @param file at most {@link SmallFile#MAX_BYTES}
   * @return its stanzas, not parsed yet
   * @throws RcException if the file cannot be read
   */
  public static RcFile readAnyMode(Path file) throws RcException {
    return read(file, true);
  }

  private static RcFile read(Path file, boolean anyMode) throws RcException {
    return new RcFile(
        SecretFileReader.text(file),
        SecretFileReader.exposure(file),
        SecretFileReader.otherOwner(file),
        anyMode);
  }

  /**
   * {@return what other users can do with the file} Anything but {@link FileExposure#PRIVATE}
   * deserves a warning.
   */
  public FileExposure exposure() {
    return exposure;
  }

  /**
   * {@return the owner of the file if that is neither this process's user nor root, which deserves
   * a warning; otherwise, or if the owner is not known for certain, empty}
   */
  public Optional<String> otherOwner() {
    return otherOwner;
  }

  /**
   * {@return the names of all stanzas but {@code default}, each once, as the file first spells
   * them}
   */
  public List<String> stanzas() {
    Map<String, String> names = new LinkedHashMap<>();
    for (RcLine line : text.lines()) {
      line.header()
          .filter(name -> !StanzaName.DEFAULT.matches(name))
          .ifPresent(name -> names.putIfAbsent(new StanzaName(name).folded(), name));
    }
    return List.copyOf(names.values());
  }

  /**
   * {@return the settings of {@code [default]}; none if there is no such stanza}
   *
   * @throws RcException if one of them is not valid, or is refused because of the file's
   *     permissions
   */
  public RcConfig settings() throws RcException {
    var builder = started();
    collect(StanzaName.DEFAULT, builder);
    return checked(builder.build());
  }

  /**
   * Merges the settings of {@code [default]} with those of one stanza, which override them.
   *
   * @param stanza its name, in any case
   * @return the merged settings
   * @throws RcException with {@link Reason#UNKNOWN_STANZA} if it is not in the file; with another
   *     reason if a setting is not valid, or is refused because of the file's permissions
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

  /** Adds all parts of a stanza, in file order, and returns whether there is one. */
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
      if (anyMode || program.isEmpty()) {
        continue;
      }
      if (exposure == FileExposure.WRITABLE) {
        throw new RcException(Reason.UNSAFE_PROGRAM, program.get());
      }
      if (otherOwner.isPresent()) {
        throw new RcException(
            Reason.UNSAFE_PROGRAM,
            program.get(),
            new OtherOwnerException(program.get().file(), otherOwner.get()));
      }
    }
    return settings;
  }
}
