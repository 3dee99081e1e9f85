package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces the settings of one stanza of an rc file, or appends the stanza. All other stanzas keep
 * every byte.
 *
 * <p>Afterwards the stanza has the new settings and no others, except that old keys stay until
 * {@link #overwriting} names them. Comments on their own lines stay, and so do those after a value
 * that is replaced; a comment after a removed setting is removed with it. Immutable; nothing is
 * written before {@link #save}.
 *
 * <pre>{@code
 * StanzaEditor edit = StanzaEditor.of(file, "home", entries);
 * edit.overwriting(askAbout(edit.overwritable().keySet())).save();
 * }</pre>
 */
public final class StanzaEditor {
  /** A key and its other form go together: the one that counts less would never be used. */
  private static final List<Set<RcVariable<?>>> KEPT_TOGETHER =
      List.of(
          Set.of(RcVariable.KEY, RcVariable.KEY_BASE64),
          Set.of(RcVariable.HMAC_KEY, RcVariable.HMAC_KEY_BASE64),
          Set.of(RcVariable.GPG_RECIPIENT),
          Set.of(RcVariable.GPG_SIGNER));

  private final RcText text;
  private final StanzaName stanza;
  private final List<RcEntry> entries;
  private final Set<RcVariable<?>> overwritten;

  private StanzaEditor(
      RcText text, StanzaName stanza, List<RcEntry> entries, Set<RcVariable<?>> overwritten) {
    this.text = text;
    this.stanza = stanza;
    this.entries = List.copyOf(entries);
    this.overwritten = Set.copyOf(overwritten);
  }

  /**
   * Reads the file, if it exists, and checks that all settings can be saved.
   *
   * @param file need not exist
   * @param stanza its name; it is appended if the file has none of this name, in any case
   * @param entries all settings that the stanza shall have
   * @return an edit that is not saved yet
   * @throws RcException if the file cannot be read; with {@link Reason#NOT_SAVABLE} if a value
   *     would read back as another one (save such a key as base64); with {@link Reason#BAD_VALUE}
   *     or {@link Reason#BAD_KEY} if a value could not be read back at all; with {@link
   *     Reason#BAD_STANZA_NAME} if no header can hold the name
   */
  public static StanzaEditor of(Path file, String stanza, List<RcEntry> entries)
      throws RcException {
    RcText text = existing(file);
    StanzaName name = new StanzaName(stanza);
    var edit = new StanzaEditor(text, name, entries, Set.of());
    if (!name.isWritable() || !edit.isEncodable(stanza)) {
      throw new RcException(Reason.BAD_STANZA_NAME, edit.where());
    }
    for (RcEntry entry : entries) {
      edit.check(entry);
    }
    return edit;
  }

  private static RcText existing(Path file) throws RcException {
    try {
      return SecretFileReader.text(file);
    } catch (RcException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return RcText.empty(file);
      }
      throw e;
    }
  }

  private Location where() {
    return new Location(text.file(), 0, Optional.of(stanza.name()), Optional.empty());
  }

  /** In a file that is not UTF-8 another byte would be written than the one that was meant. */
  private boolean isEncodable(String value) {
    return (text.charset().equals(StandardCharsets.UTF_8)
            ? StandardCharsets.UTF_8
            : StandardCharsets.US_ASCII)
        .newEncoder()
        .canEncode(value);
  }

  private void check(RcEntry entry) throws RcException {
    Location where = where().named(entry.variable().name());
    Optional<RcAssignment> readBack = readBack(entry);
    if (readBack.isEmpty() || !isEncodable(entry.value())) {
      throw new RcException(Reason.NOT_SAVABLE, where);
    }
    entry.variable().read(readBack.get());
  }

  private Optional<RcAssignment> readBack(RcEntry entry) {
    try {
      RcLine line = new RcLine(0, entry.line(), "");
      RcAssignment read = RcAssignment.parse(line, text.charset(), where());
      return Optional.of(read).filter(setting -> setting.value().equals(entry.value()));
    } catch (RcException e) {
      return Optional.empty();
    }
  }

  /**
   * {@return the keys and GPG names that the stanza already has and that this edit would change,
   * with their lines} They are kept, and the new ones dropped, unless {@link #overwriting} names
   * them.
   */
  public Map<RcVariable<?>, Location> overwritable() {
    Map<RcVariable<?>, Location> found = new LinkedHashMap<>();
    for (RcAssignment setting : new StanzaRewriter(text, stanza).settings()) {
      RcVariable.named(setting.name())
          .filter(StanzaEditor::isKeptUnlessConfirmed)
          .filter(variable -> !entries.contains(new RcEntry(variable, setting.value())))
          .ifPresent(variable -> found.put(variable, setting.where()));
    }
    return Collections.unmodifiableMap(found);
  }

  private static boolean isKeptUnlessConfirmed(RcVariable<?> variable) {
    return KEPT_TOGETHER.stream().anyMatch(family -> family.contains(variable));
  }

  /**
   * {@return the same edit, which overwrites or removes these too} An encryption or HMAC key is
   * kept whole if any of its lines is kept.
   *
   * @param confirmed a subset of {@link #overwritable}
   */
  public StanzaEditor overwriting(Set<RcVariable<?>> confirmed) {
    return new StanzaEditor(text, stanza, entries, confirmed);
  }

  /**
   * {@return the same edit, which overwrites each key and GPG name that it has a new value for, in
   * all its forms} Old ones without a new value are kept.
   */
  public StanzaEditor overwritingGiven() {
    Set<RcVariable<?>> confirmed = new HashSet<>();
    for (Set<RcVariable<?>> family : KEPT_TOGETHER) {
      if (entries.stream().anyMatch(entry -> family.contains(entry.variable()))) {
        confirmed.addAll(family);
      }
    }
    return overwriting(confirmed);
  }

  /**
   * Writes the file with mode 0600, or stricter if it was, in one atomic step. Changes that another
   * process has saved since {@link #of} are kept.
   *
   * @throws RcException with {@link Reason#NOT_WRITTEN} if the file cannot be written, or as {@link
   *     #of}, because the file is read again; the old file is unchanged
   */
  public void save() throws RcException {
    Path file = text.file();
    try {
      EditLock lock = EditLock.of(file);
      try {
        RcText now = existing(file);
        StanzaEditor edit = now.equals(text) ? this : of(file, stanza.name(), entries);
        AtomicSecretFileWriter.replace(file, edit.overwriting(overwritten).edited());
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new RcException(Reason.NOT_WRITTEN, Location.of(file), e);
    }
  }

  private byte[] edited() {
    Set<RcVariable<?>> kept = kept();
    List<RcEntry> written =
        entries.stream().filter(entry -> !kept.contains(entry.variable())).toList();
    return new StanzaRewriter(text, stanza).withSettings(written, kept).getBytes(text.charset());
  }

  private Set<RcVariable<?>> kept() {
    Set<RcVariable<?>> refused = new HashSet<>(overwritable().keySet());
    refused.removeAll(overwritten);
    Set<RcVariable<?>> kept = new HashSet<>();
    for (Set<RcVariable<?>> family : KEPT_TOGETHER) {
      if (!Collections.disjoint(family, refused)) {
        kept.addAll(family);
      }
    }
    return kept;
  }
}
