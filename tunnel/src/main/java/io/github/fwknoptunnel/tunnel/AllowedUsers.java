package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.files.UnmappedUsers;
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
 * The local users whose processes may connect to a tunnel. Names are resolved to UIDs when the set
 * is made. Immutable and thread-safe.
 */
public final class AllowedUsers {
  private static final Pattern UID = Pattern.compile("\\d{1,10}");

  /** The last number means "no user" (chown(2)). */
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
   * Makes a set of users. Text of digits is a UID, even if an account has that name.
   *
   * @param namesOrUids account names or decimal UIDs; may be empty
   * @return the set
   * @throws UserPrincipalNotFoundException for an unknown name, with that name
   * @throws UnmappedUserException for the overflow UID, which represents all users outside this
   *     process's user namespace
   * @throws IOException if the system's user database cannot be read
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
   * {@return a set of the user that this process runs as}
   *
   * @throws UnmappedUserException if its UID is not mapped in its user namespace
   * @throws IOException if the UID cannot be determined
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

  /**
   * {@return why this user is rejected; empty if it is in the set}
   *
   * @param user a principal of the default file system
   */
  public Optional<Rejection> rejection(UserPrincipal user) {
    if (unmappedPrincipal.filter(user::equals).isPresent()) {
      return Optional.of(new Rejection.UserNotMapped());
    }
    return principals.contains(user)
        ? Optional.empty()
        : Optional.of(new Rejection.UserNotAllowed(user.getName()));
  }

  /**
   * {@return why the user of this UID is rejected; empty if it is in the set}
   *
   * @param uid decimal digits
   */
  public Optional<Rejection> rejection(String uid) {
    if (unmapped.filter(uid::equals).isPresent()) {
      return Optional.of(new Rejection.UserNotMapped());
    }
    return uids.contains(uid) ? Optional.empty() : Optional.of(new Rejection.UserNotAllowed(uid));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowedUsers users
        && uids.equals(users.uids)
        && unmapped.equals(users.unmapped);
  }

  @Override
  public int hashCode() {
    return uids.hashCode();
  }

  @Override
  public String toString() {
    return uids.toString();
  }

  /**
   * The overflow UID cannot be allowed, because it represents every user who is not mapped in this
   * user namespace.
   */
  public static final class UnmappedUserException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String uid;

    UnmappedUserException(String uid) {
      super("user " + uid + " is not mapped");
      this.uid = uid;
    }

    /** {@return the overflow UID, which the kernel shows for all unmapped users} */
    public String uid() {
      return uid;
    }
  }
}
