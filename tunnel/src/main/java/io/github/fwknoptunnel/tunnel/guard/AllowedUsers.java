package io.github.fwknoptunnel.tunnel.guard;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Users who may connect. Immutable and thread-safe.
 *
 * <p>The JDK tells no numbers of users, but two of its principals are equal when their numbers are,
 * and it takes a number where no name is known.
 */
public final class AllowedUsers {
  private final Set<UserPrincipal> users;

  private AllowedUsers(Set<UserPrincipal> users) {
    this.users = Set.copyOf(users);
  }

  /**
   * The users of these names or numbers.
   *
   * @throws UserPrincipalNotFoundException for a name that is unknown, with that name
   * @throws IOException if the system's users cannot be asked
   */
  public static AllowedUsers of(Collection<String> namesOrUids) throws IOException {
    Set<UserPrincipal> users = new HashSet<>();
    for (String user : namesOrUids) {
      users.add(user(user));
    }
    return new AllowedUsers(users);
  }

  private static UserPrincipal user(String nameOrUid) throws IOException {
    try {
      return lookup().lookupPrincipalByName(nameOrUid);
    } catch (UserPrincipalNotFoundException e) {
      throw new UserPrincipalNotFoundException(nameOrUid); // The JDK's own carries no name.
    }
  }

  private static UserPrincipalLookupService lookup() {
    return FileSystems.getDefault().getUserPrincipalLookupService();
  }

  boolean include(UserPrincipal user) {
    return users.contains(user);
  }

  boolean includeUid(String uid) {
    try {
      return include(user(uid));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return users.toString();
  }
}
