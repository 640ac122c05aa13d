import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Rewrites our classes in a jar so that pattern switches and the equals and hashCode of records are
 * plain code.
 *
 * <p>The compiler leaves both to be spun at their first use (SwitchBootstraps, ObjectMethods), and
 * the AOT cache keeps lambdas but not these: a start spent a third of its time on them. What a class
 * does stays the same; a label that is not a class is left as it is. Running it twice does nothing.
 *
 * <p>Use: {@code java PlainCode.java slipway.jar}
 */
class PlainCode {
  private static final String OURS = "dev/slipway/";
  private static final int PRIVATE_HELPER =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassFile format;
  private int switches;
  private int records;

  private PlainCode(ClassLoader classes) {
    // The verifier's frames are computed anew and need to know which class extends which.
    ClassHierarchyResolver known =
        ClassHierarchyResolver.ofResourceParsing(classes)
            .orElse(ClassHierarchyResolver.defaultResolver());
    this.format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(known));
  }

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".plain");
    PlainCode work;
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(rewritten);
        JarOutputStream to = new JarOutputStream(file)) {
      work = new PlainCode(classes);
      for (JarEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().startsWith(OURS) && entry.getName().endsWith(".class")) {
          bytes = work.rewrite(bytes);
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTimeLocal(entry.getTimeLocal());
        to.putNextEntry(same);
        to.write(bytes);
        to.closeEntry();
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    System.out.println(
        "plain code: " + work.switches + " switches, " + work.records + " methods of records");
  }

  private byte[] rewrite(byte[] bytes) {
    ClassModel model = format.parse(bytes);
    List<Helper> helpers = new ArrayList<>();
    ClassTransform transform =
        new ClassTransform() {
          @Override
          public void accept(ClassBuilder builder, ClassElement element) {
            if (element instanceof MethodModel method && method.code().isPresent()) {
              builder.transformMethod(
                  method,
                  (methodBuilder, each) -> {
                    if (each instanceof java.lang.classfile.CodeModel code) {
                      methodBuilder.transformCode(code, calls(model, helpers));
                    } else {
                      methodBuilder.with(each);
                    }
                  });
            } else {
              builder.with(element);
            }
          }

          @Override
          public void atEnd(ClassBuilder builder) {
            for (Helper helper : helpers) {
              builder.withMethodBody(
                  helper.name(), helper.type(), PRIVATE_HELPER, helper::generate);
            }
          }
        };
    byte[] result = format.transformClass(model, transform);
    return helpers.isEmpty() ? bytes : result;
  }

  private CodeTransform calls(ClassModel model, List<Helper> helpers) {
    boolean isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    ClassDesc owner = model.thisClass().asSymbol();
    return (CodeBuilder code, CodeElement element) -> {
      Helper helper =
          element instanceof InvokeDynamicInstruction call ? helper(call, helpers.size()) : null;
      if (helper == null) {
        code.with(element);
        return;
      }
      helpers.add(helper);
      code.invokestatic(owner, helper.name(), helper.type(), isInterface);
    };
  }

  /** The method that takes a call's place, or null when the call stays. */
  private Helper helper(InvokeDynamicInstruction call, int number) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    String origin = bootstrap.owner().displayName() + "." + bootstrap.methodName();
    MethodTypeDesc type = call.typeSymbol();
    List<ConstantDesc> constants = call.bootstrapArgs();
    if (origin.equals("SwitchBootstraps.typeSwitch")
        && constants.stream().allMatch(constant -> constant instanceof ClassDesc)) {
      switches++;
      return new Helper("plain$switch" + number, type, code -> typeSwitch(code, constants));
    }
    if (origin.equals("ObjectMethods.bootstrap")) {
      List<DirectMethodHandleDesc> fields =
          constants.stream()
              .skip(2)
              .map(constant -> (DirectMethodHandleDesc) constant)
              .toList();
      ClassDesc record = (ClassDesc) constants.getFirst();
      switch (call.name().stringValue()) {
        case "hashCode" -> {
          records++;
          return new Helper("plain$hashCode", type, code -> hashCode(code, record, fields));
        }
        case "equals" -> {
          records++;
          return new Helper("plain$equals", type, code -> equals(code, record, fields));
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  private record Helper(
      String name, MethodTypeDesc type, java.util.function.Consumer<CodeBuilder> body) {
    void generate(CodeBuilder code) {
      body.accept(code);
    }
  }

  /** As SwitchBootstraps.typeSwitch says: -1 for null, else the first match from the start index. */
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
    Label notNull = code.newLabel();
    code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
    for (int index = 0; index < labels.size(); index++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(index).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) labels.get(index)).ifeq(next);
      code.loadConstant(index).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  /** As ObjectMethods says: 31 times what was before plus the hash of the component. */
  private static void hashCode(
      CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      code.loadConstant(31).imul().aload(0).getfield(record, field.methodName(), type);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static void equals(
      CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> fields) {
    Label different = code.newLabel();
    Label typed = code.newLabel();
    code.aload(1).instanceOf(record).ifne(typed);
    code.labelBinding(different).iconst_0().ireturn();
    code.labelBinding(typed).aload(1).checkcast(record).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      code.aload(0).getfield(record, field.methodName(), type);
      code.aload(2).getfield(record, field.methodName(), type);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type));
        code.ifne(different);
      } else {
        MethodTypeDesc equals = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
        code.invokestatic(OBJECTS, "equals", equals).ifeq(different);
      }
    }
    code.iconst_1().ireturn();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ClassDesc.of("java.lang.Boolean");
      case BYTE -> ClassDesc.of("java.lang.Byte");
      case CHAR -> ClassDesc.of("java.lang.Character");
      case SHORT -> ClassDesc.of("java.lang.Short");
      case INT -> ClassDesc.of("java.lang.Integer");
      case LONG -> ClassDesc.of("java.lang.Long");
      case FLOAT -> ClassDesc.of("java.lang.Float");
      case DOUBLE -> ClassDesc.of("java.lang.Double");
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
