import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Brings the old class files of a jar to a version that the JVM's start-up cache takes
 * (docs/ARCHITECTURE.md, Start-up): picocli's are of Java 5. Leaves out the entries for directories,
 * since each start reads the list of entries. The build runs it on the merged jar; nothing of it is
 * in there.
 */
final class UpgradeClasses {
  /** A class file without a stack map, as all before Java 6 are, cannot be archived. */
  private static final int FIRST_WITH_STACK_MAPS = 50;

  private final Map<String, byte[]> entries;
  private final ClassFile classes =
      ClassFile.of(
          ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(this::open)
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  private UpgradeClasses(Map<String, byte[]> entries) {
    this.entries = entries;
  }

  /** Rewrites the jar that is named; its entries keep their order and dates. */
  public static void main(String[] words) throws IOException {
    Path jar = Path.of(words[0]);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Map<String, ZipEntry> headers = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          headers.put(entry.getName(), entry);
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    UpgradeClasses upgrade = new UpgradeClasses(entries);
    Path upgraded = jar.resolveSibling(jar.getFileName() + ".upgraded");
    try (OutputStream file = Files.newOutputStream(upgraded);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTimeLocal(headers.get(entry.getKey()).getTimeLocal());
        out.putNextEntry(header);
        out.write(
            entry.getKey().endsWith(".class")
                ? upgrade.upgraded(entry.getKey(), entry.getValue())
                : entry.getValue());
      }
    }
    Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] upgraded(String name, byte[] bytes) throws IOException {
    ClassModel old = classes.parse(bytes);
    if (old.majorVersion() >= FIRST_WITH_STACK_MAPS) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion
                    ? ClassFileVersion.of(ClassFile.JAVA_21_VERSION, 0)
                    : element);
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    byte[] upgraded = classes.transformClass(old, code.andThen(version));
    if (!classes.verify(upgraded).isEmpty()) {
      throw new IOException(name + ": " + classes.verify(upgraded).getFirst().getMessage());
    }
    return upgraded;
  }

  private InputStream open(ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
