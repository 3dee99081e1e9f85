package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Users who may connect, by their numbers. All names are looked up when it is made. Immutable and
 * thread-safe.
 */
public final class AllowedUsers {
  private static final Pattern UID = Pattern.compile("\\d{1,10}");

  /** The last number stands for no user (chown(2)). */
  private static final long MAX_UID = 0xffff_fffeL;

  private final Set<String> uids;

  /** The same users as the JDK has them: two of its principals are equal when their numbers are. */
  private final Set<UserPrincipal> principals;

  private final Optional<String> unmapped;
  private final Optional<UserPrincipal> unmappedPrincipal;

  private AllowedUsers(
      Set<String> uids,
      Set<UserPrincipal> principals,
      Optional<String> unmapped,
      Optional<UserPrincipal> unmappedPrincipal) {
    this.uids = Set.copyOf(uids);
    this.principals = Set.copyOf(principals);
    this.unmapped = unmapped;
    this.unmappedPrincipal = unmappedPrincipal;
  }

  /**
   * The users of these names or numbers. Digits are a number, even if an account is called so.
   *
   * @throws UserPrincipalNotFoundException for a name that is unknown, with that name
   * @throws UnmappedUserException for a number that stands for all users outside this process's
   *     user namespace
   * @throws IOException if the system's users cannot be read
   */
  public static AllowedUsers of(Collection<String> namesOrUids) throws IOException {
    return of(namesOrUids, UnmappedUsers.uid());
  }

  static AllowedUsers of(Collection<String> namesOrUids, Optional<String> unmapped)
      throws IOException {
    Set<String> uids = new HashSet<>();
    Set<UserPrincipal> principals = new HashSet<>();
    for (String user : namesOrUids) {
      String uid = UID.matcher(user).matches() ? number(user) : uid(user);
      if (unmapped.filter(uid::equals).isPresent()) {
        throw new UnmappedUserException(uid);
      }
      uids.add(uid);
      principal(uid).ifPresent(principals::add);
    }
    Optional<UserPrincipal> unknown =
        unmapped.isPresent() ? principal(unmapped.get()) : Optional.empty();
    return new AllowedUsers(uids, principals, unmapped, unknown);
  }

  /**
   * The user that this process runs as.
   *
   * @throws UnmappedUserException if it has no number in its own user namespace
   * @throws IOException if that cannot be found out
   */
  public static AllowedUsers ofThisProcess() throws IOException {
    return of(List.of(Accounts.ownUid()));
  }

  private static String number(String uid) throws UserPrincipalNotFoundException {
    long number = Long.parseLong(uid);
    if (number > MAX_UID) {
      throw new UserPrincipalNotFoundException(uid);
    }
    return Long.toString(number);
  }

  private static String uid(String name) throws IOException {
    return Accounts.uidOf(name).orElseThrow(() -> new UserPrincipalNotFoundException(name));
  }

  /** The JDK prefers an account whose name is the number. */
  private static Optional<UserPrincipal> principal(String uid) throws IOException {
    Optional<String> name = Accounts.nameOf(uid);
    if (name.isEmpty() && Accounts.uidOf(uid).filter(other -> !other.equals(uid)).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(name.orElse(uid)));
    } catch (UserPrincipalNotFoundException e) {
      return Optional.empty(); // The JDK takes no number above 2^31 - 1.
    }
  }

  /** Whether this user, as the JDK has it, is one of them. */
  public boolean include(UserPrincipal user) {
    return principals.contains(user);
  }

  /** Whether the user of this number, in decimal digits, is one of them. */
  public boolean includeUid(String uid) {
    return uids.contains(uid);
  }

  /** Whether it may be any user outside this process's user namespace. */
  public boolean cannotTell(UserPrincipal user) {
    return unmappedPrincipal.filter(user::equals).isPresent();
  }

  /** The same for a number in decimal digits. */
  public boolean cannotTellUid(String uid) {
    return unmapped.filter(uid::equals).isPresent();
  }

  @Override
  public String toString() {
    return uids.toString();
  }

  /**
   * A user who cannot be allowed: in this process's user namespace the same number stands for every
   * user without a number there.
   */
  public static final class UnmappedUserException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String uid;

    UnmappedUserException(String uid) {
      super("user " + uid + " is not mapped");
      this.uid = uid;
    }

    /** The number that the kernel shows for all of them. */
    public String uid() {
      return uid;
    }
  }
}
