package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertTrue(users.includeUid("0"));
    assertTrue(users.include(named("root")));
    assertFalse(users.includeUid("1"));
    assertFalse(users.include(named("daemon")));
  }

  @Test
  void aNumberIsANumberWithOrWithoutAnAccount() throws Exception {
    AllowedUsers users = AllowedUsers.of(List.of("0", "4000000"));
    assertTrue(users.includeUid("0"));
    assertTrue(users.include(named("root")));
    assertTrue(users.includeUid("4000000"));
    assertTrue(users.include(named("4000000")));
  }

  @Test
  void theLargestNumberIsTakenAndWhatIsLargerIsReported() throws Exception {
    assertTrue(AllowedUsers.of(List.of("4294967294")).includeUid("4294967294"));
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
      assertTrue(AllowedUsers.ofThisProcess().includeUid(uid));
      assertTrue(AllowedUsers.ofThisProcess().include(Files.getOwner(file)));
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
    assertTrue(root.cannotTellUid("65534"));
    assertTrue(
        root.cannotTell(
            FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("65534")));
    assertFalse(root.cannotTellUid("0"));
    AllowedUsers nobody = AllowedUsers.of(List.of("65534"), Optional.empty());
    assertTrue(nobody.includeUid("65534"));
    assertFalse(nobody.cannotTellUid("65534"));
  }
}
