package io.github.fwknoptunnel.examples.settings;

import io.github.fwknoptunnel.spa.rc.AllowIpSetting;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.FileExposure;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.RcWarning;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import java.nio.file.Path;

/** Lists the stanzas of an rc file, and what is odd about them: {@code ListStanzas RC-FILE}. */
public final class ListStanzas {
  private ListStanzas() {}

  public static void main(String[] args) throws Exception {
    var file = RcFile.read(Path.of(args[0]));
    if (file.exposure() != FileExposure.PRIVATE) {
      System.out.println("run 'chmod 600 " + args[0] + "'");
    }
    for (String stanza : file.stanzas()) {
      try {
        RcConfig settings = file.settings(stanza);
        System.out.println(stanza + ": " + describe(settings));
        settings.warnings().forEach(warning -> System.out.println("  " + of(warning)));
      } catch (RcException e) {
        System.out.println(stanza + ": " + of(e.reason()));
        System.out.println("  " + of(e.location()));
      }
    }
  }

  private static String describe(RcConfig settings) {
    var protocol = settings.value(RcVariable.SPA_SERVER_PROTO).orElse(ServerProtocol.UDP);
    return settings.value(RcVariable.SPA_SERVER).orElse("no server")
        + " by "
        + protocol
        + settings.value(RcVariable.ENCRYPTION_MODE).map(ListStanzas::of).orElse("")
        + settings.find(RcVariable.ALLOW_IP).map(ListStanzas::of).orElse("");
  }

  private static String of(EncryptionMode mode) {
    return switch (mode) {
      case EncryptionMode.Symmetric symmetric -> ", AES in mode " + symmetric.mode();
      case EncryptionMode.Asymmetric asymmetric -> ", gpg";
    };
  }

  private static String of(Located<AllowIpSetting> allowed) {
    String line = " (line " + allowed.where().line() + ")";
    return switch (allowed.value()) {
      case AllowIpSetting.Address fixed -> ", lets in " + fixed.address().address() + line;
      case AllowIpSetting.Resolved resolved -> ", asks for its public address" + line;
    };
  }

  private static String of(RcWarning warning) {
    return "line " + warning.where().line() + ": " + of(warning.kind());
  }

  private static String of(RcWarning.Kind kind) {
    return switch (kind) {
      case REST_IGNORED -> "the text after the value is ignored";
      case QUOTES_KEPT -> "the quotes are part of the value";
      case NOT_A_NUMBER -> "this is no number";
      case NOT_A_SWITCH -> "write Y or N";
      case BEFORE_FIRST_STANZA -> "this line belongs to no stanza";
    };
  }

  private static String of(RcException.Reason reason) {
    return switch (reason) {
      case UNSAFE_PERMISSIONS, UNSAFE_PROGRAM -> "other users can change or read the file";
      case UNKNOWN_SETTING -> "this is no setting";
      default -> "cannot be used, " + reason;
    };
  }

  private static String of(RcException.Location place) {
    return "line " + place.line() + place.setting().map(name -> ", " + name).orElse("");
  }
}
