package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(180)
@EnabledOnOs(OS.LINUX)
class AllowedUsersTest {
  private static UserPrincipal named(String name) throws Exception {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  @Test
  void aNameIsItsNumber() throws Exception {
    AllowedUsers users = AllowedUsers.of(List.of("root"));
    assertEquals(Optional.empty(), users.rejection("0"));
    assertEquals(Optional.empty(), users.rejection(named("root")));
    assertEquals(Optional.of(new Rejection.UserNotAllowed("1")), users.rejection("1"));
    assertEquals(
        Optional.of(new Rejection.UserNotAllowed("daemon")), users.rejection(named("daemon")));
  }

  @Test
  void aNumberIsANumberWithOrWithoutAnAccount() throws Exception {
    AllowedUsers users = AllowedUsers.of(List.of("0", "4000000"));
    assertEquals(Optional.empty(), users.rejection("0"));
    assertEquals(Optional.empty(), users.rejection(named("root")));
    assertEquals(Optional.empty(), users.rejection("4000000"));
    assertEquals(Optional.empty(), users.rejection(named("4000000")));
  }

  @Test
  void theLargestNumberIsTakenAndWhatIsLargerIsReported() throws Exception {
    assertEquals(Optional.empty(), AllowedUsers.of(List.of("4294967294")).rejection("4294967294"));
    for (String none : List.of("4294967295", "9999999999")) {
      UserPrincipalNotFoundException e =
          assertThrows(UserPrincipalNotFoundException.class, () -> AllowedUsers.of(List.of(none)));
      assertEquals(none, e.getName());
    }
  }

  @Test
  void anUnknownNameIsReported() {
    UserPrincipalNotFoundException e =
        assertThrows(
            UserPrincipalNotFoundException.class,
            () -> AllowedUsers.of(List.of("no-such-user-here")));
    assertEquals("no-such-user-here", e.getName());
  }

  @Test
  void thisProcessHasTheOwnerOfWhatItWrites() throws Exception {
    Path file = Files.createTempFile("owner", "");
    try {
      String uid = Files.getAttribute(file, "unix:uid").toString();
      assertEquals(Optional.empty(), AllowedUsers.ofThisProcess().rejection(uid));
      assertEquals(Optional.empty(), AllowedUsers.ofThisProcess().rejection(Files.getOwner(file)));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void theNumberOfAllUnmappedUsersIsNoUser() throws Exception {
    Optional<String> unmapped = Optional.of("65534");
    AllowedUsers.UnmappedUserException e =
        assertThrows(
            AllowedUsers.UnmappedUserException.class,
            () -> AllowedUsers.of(List.of("0", "065534"), unmapped));
    assertEquals("65534", e.uid());
    AllowedUsers root = AllowedUsers.of(List.of("0"), unmapped);
    assertEquals(Optional.of(new Rejection.UserNotMapped()), root.rejection("65534"));
    assertEquals(Optional.of(new Rejection.UserNotMapped()), root.rejection(named("65534")));
    assertEquals(Optional.empty(), root.rejection("0"));
    AllowedUsers nobody = AllowedUsers.of(List.of("65534"), Optional.empty());
    assertEquals(Optional.empty(), nobody.rejection("65534"));
  }
}
