package io.github.fwknoptunnel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls between packages. This module sees all the others, so it checks them all. */
class ArchitectureTest {
  private static final String BASE = "io.github.fwknoptunnel.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
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
        List.of("args", "check", "error", "linux", "messages", "metrics", "output", "terminal")) {
      without("cli." + leaf + "..", "cli.command..", "cli.config..");
    }
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
    slices().matching("io.github.fwknoptunnel.(**)").should().beFreeOfCycles().check(CLASSES);
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
