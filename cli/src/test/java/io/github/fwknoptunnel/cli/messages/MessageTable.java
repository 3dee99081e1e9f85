package io.github.fwknoptunnel.cli.messages;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Every text in the sources that users may read in an error, a hint, a warning, a log line or a
 * report. Values are shown in braces. The arguments of one call are one entry: an error and, below
 * it, its hint.
 */
final class MessageTable {
  private static final Path SOURCES = Path.of("src/main/java/io/github/fwknoptunnel/cli");

  /** Help, manual, examples and output that other programs read; they have tests of their own. */
  private static final Pattern NO_MESSAGES =
      Pattern.compile(
          "setting/.*Options.*|shell/.*|args/(Commands|Examples|Help|PicocliModel|StatusMeaning).*"
              + "|command/keygen/Server.*|metrics/(.*Metrics|StatusPage|StatusRows|StatusText).*|log/Log(Event|Field).*");

  private static final Pattern WORDS = Pattern.compile("(?s).*[a-z]{2,}.*");
  private static final Pattern SEVERAL = Pattern.compile("(?s).*([a-z,:'] \\S|\\S [a-z]{2}).*");

  private MessageTable() {}

  static String text() throws IOException {
    StringBuilder table = new StringBuilder();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      for (Path source : sources()) {
        JavacTask task =
            (JavacTask)
                compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjects(SOURCES.resolve(source)));
        Entries entries = new Entries();
        task.parse().forEach(unit -> unit.accept(entries, null));
        if (!entries.lines.isEmpty()) {
          table.append(source.toString().replace('\\', '/').replace(".java", "")).append('\n');
          entries.lines.forEach(line -> table.append("  ").append(line).append('\n'));
          table.append('\n');
        }
      }
    }
    return table.toString();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(SOURCES::relativize)
          .filter(file -> !NO_MESSAGES.matcher(file.toString().replace('\\', '/')).matches())
          .sorted()
          .toList();
    }
  }

  /** The texts of one source file. */
  private static final class Entries extends TreeScanner<Void, Void> {
    private final List<String> lines = new ArrayList<>();

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      scan(call.getMethodSelect(), null);
      return arguments(call.getArguments());
    }

    @Override
    public Void visitNewClass(NewClassTree call, Void unused) {
      arguments(call.getArguments());
      return scan(call.getClassBody(), null);
    }

    private Void arguments(List<? extends ExpressionTree> arguments) {
      String indent = "";
      for (ExpressionTree argument : arguments) {
        if (isText(argument)) {
          lines.add(indent + shown(argument));
          indent = "    ";
        }
        values(argument);
      }
      return null;
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
      if (isText(tree)) {
        lines.add(shown(tree));
        values(tree);
        return null;
      }
      return super.visitBinary(tree, null);
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void unused) {
      if (isText(tree)) {
        lines.add(shown(tree));
      }
      return null;
    }

    /** What stands between the texts may hold texts itself. */
    private void values(ExpressionTree tree) {
      if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
        values(binary.getLeftOperand());
        values(binary.getRightOperand());
      } else if (!(tree instanceof LiteralTree)) {
        scan(tree, null);
      }
    }
  }

  private static boolean isText(ExpressionTree tree) {
    boolean literal = tree instanceof LiteralTree text && text.getValue() instanceof String;
    boolean sum = tree.getKind() == Tree.Kind.PLUS;
    String words = literal || sum ? literals(tree) : "";
    return WORDS.matcher(words).matches() && SEVERAL.matcher(words).matches();
  }

  private static String literals(ExpressionTree tree) {
    return switch (tree) {
      case LiteralTree text -> text.getValue() instanceof String words ? words : "";
      case BinaryTree sum -> literals(sum.getLeftOperand()) + literals(sum.getRightOperand());
      default -> "";
    };
  }

  private static String shown(ExpressionTree tree) {
    return switch (tree) {
      case LiteralTree text -> String.valueOf(text.getValue()).replace("\n", "\\n");
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
          shown(sum.getLeftOperand()) + shown(sum.getRightOperand());
      case ParenthesizedTree inner -> shown(inner.getExpression());
      case ConditionalExpressionTree choice ->
          "{" + shown(choice.getTrueExpression()) + "|" + shown(choice.getFalseExpression()) + "}";
      default -> "{" + name(tree) + "}";
    };
  }

  private static String name(ExpressionTree tree) {
    return switch (tree) {
      case IdentifierTree identifier -> identifier.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      case MethodInvocationTree call -> name(call.getMethodSelect());
      default -> "…";
    };
  }
}
