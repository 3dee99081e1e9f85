package io.github.fwknoptunnel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.gpg.GpgPassphrase;
import io.github.fwknoptunnel.spa.rc.RcKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls between packages. This module sees all the others, so it checks them all. */
class ArchitectureTest {
  private static final String BASE = "io.github.fwknoptunnel.";

  /** What no record may have a component of. */
  private static final List<String> NO_VALUES =
      List.of(
          "java.util.Map<java.lang.String, java.lang.String>",
          Console.class.getName(),
          EncryptionKey.class.getName(),
          HmacKey.class.getName(),
          SpaKeys.class.getName(),
          RcKey.class.getName(),
          GpgPassphrase.class.getName());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.github.fwknoptunnel");

  @Test
  void onlyTheCryptoPackageKnowsBouncyCastle() {
    onlyIn("io.github.fwknoptunnel.spa.crypto..", "org.bouncycastle..");
  }

  @Test
  void onlyTheCodecPackageKnowsCommonsCodec() {
    onlyIn("io.github.fwknoptunnel.spa.codec..", "org.apache.commons.codec..");
  }

  /** The library requires that module for the compiler only. */
  @Test
  void onlyThePackagePublicipOfTheSpaLibraryKnowsTheHttpClient() {
    noClasses()
        .that()
        .resideInAPackage("io.github.fwknoptunnel.spa..")
        .and()
        .resideOutsideOfPackage("io.github.fwknoptunnel.spa.publicip..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCliKnowsPicocli() {
    onlyIn("io.github.fwknoptunnel.cli..", "picocli..");
  }

  @Test
  void theSpaLibraryKnowsNeitherTunnelNorCli() {
    noClasses()
        .that()
        .resideInAPackage("io.github.fwknoptunnel.spa..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.fwknoptunnel.tunnel..", "io.github.fwknoptunnel.cli..")
        .check(CLASSES);
  }

  @Test
  void theTunnelLibraryDoesNotKnowTheCli() {
    noClasses()
        .that()
        .resideInAPackage("io.github.fwknoptunnel.tunnel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.fwknoptunnel.cli..")
        .check(CLASSES);
  }

  @Test
  void whatReadsSettingsDoesNotKnowTheCommands() {
    without("cli.config..", "cli.command..");
  }

  @Test
  void everythingElseKnowsNeitherCommandsNorReaders() {
    for (String leaf :
        List.of(
            "args",
            "check",
            "error",
            "linux",
            "messages",
            "metrics",
            "output",
            "setting",
            "terminal")) {
      without("cli." + leaf + "..", "cli.command..", "cli.config..");
    }
  }

  @Test
  void whatDeclaresSettingsDoesNotKnowWhoReadsThem() {
    without("cli.setting..", "cli.args..");
  }

  /** Its toString would show it. */
  @Test
  void noRecordOfTheCliHoldsAnEnvironmentAKeyOrAConsole() {
    List<String> holding =
        CLASSES.stream()
            .filter(type -> type.getPackageName().startsWith(BASE + "cli"))
            .filter(JavaClass::isRecord)
            .flatMap(type -> Stream.of(type.reflect().getRecordComponents()))
            .filter(
                part -> NO_VALUES.stream().anyMatch(part.getGenericType().getTypeName()::contains))
            .map(part -> part.getDeclaringRecord().getName() + "." + part.getName())
            .toList();
    assertEquals(List.of(), holding);
  }

  @Test
  void nativeCodeIsInOnePackage() {
    onlyIn("io.github.fwknoptunnel.cli.linux..", "java.lang.foreign..");
  }

  private static void without(String user, String... used) {
    noClasses()
        .that()
        .resideInAPackage(BASE + user)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.of(used).map(BASE::concat).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(CLASSES);
  }

  /**
   * Each package is one slice, but for the front of the tunnel. What callers import is there, so it
   * is at the bottom, the values that all others know, and at the top, what puts the others
   * together; the two are slices of their own.
   */
  private static final class Packages implements SliceAssignment {
    private static final Set<String> VALUES =
        Set.of(
            "AllowedUsers",
            "Accounts",
            "ByteCounts",
            "CloseReason",
            "KeepAliveConfig",
            "Rejection",
            "RelayConfig",
            "TunnelConfig",
            "TunnelEvent",
            "TunnelListener",
            "UnixSocketException");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      if (!type.getPackageName().startsWith(BASE)) {
        return SliceIdentifier.ignore();
      }
      String outer = type.getName().substring(type.getPackageName().length() + 1);
      boolean value = VALUES.contains(outer.split("\\$")[0]);
      boolean front = type.getPackageName().equals(BASE + "tunnel");
      return SliceIdentifier.of(type.getPackageName() + (front && value ? " (values)" : ""));
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @Test
  void librariesNeitherPrintNorExit() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.github.fwknoptunnel.cli..", "..examples..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void everyProcessIsStartedInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.github.fwknoptunnel.spa.process.ChildProcesses")
        .should()
        .callMethod(ProcessBuilder.class, "start")
        .check(CLASSES);
  }

  private static void onlyIn(String home, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}
