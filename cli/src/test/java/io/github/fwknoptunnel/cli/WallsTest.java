package io.github.fwknoptunnel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls between packages. This module sees all the others, so it checks them all. */
class WallsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.fwknoptunnel");

  @Test
  void onlyTheCryptoPackageKnowsBouncyCastle() {
    onlyIn("..spa.crypto..", "org.bouncycastle..");
  }

  @Test
  void onlyTheCodecPackageKnowsCommonsCodec() {
    onlyIn("..spa.codec..", "org.apache.commons.codec..");
  }

  @Test
  void onlyTheCliKnowsPicocli() {
    onlyIn("..cli..", "picocli..");
  }

  @Test
  void theSpaLibraryKnowsNeitherTunnelNorCli() {
    noClasses()
        .that()
        .resideInAPackage("..spa..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..tunnel..", "..cli..")
        .check(CLASSES);
  }

  @Test
  void theTunnelLibraryDoesNotKnowTheCli() {
    noClasses()
        .that()
        .resideInAPackage("..tunnel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..cli..")
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
        .resideOutsideOfPackages("..cli..", "..examples..")
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
