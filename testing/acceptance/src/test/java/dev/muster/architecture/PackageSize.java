package dev.muster.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the source files of each package. Nested classes count with their file. */
final class PackageSize extends ArchCondition<JavaClass> {
    private final int max;
    private final Set<String> exceptions;
    private final Map<String, Set<String>> files = new TreeMap<>();

    /** @param exceptions packages that may have more files, and must have more: a package that was split leaves the list */
    PackageSize(int max, Set<String> exceptions) {
        super("have at most " + max + " source files in each package, except " + new TreeSet<>(exceptions));
        this.max = max;
        this.exceptions = exceptions;
    }

    @Override
    public void init(Collection<JavaClass> classes) {
        files.clear();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String file = type.getSource().flatMap(source -> source.getFileName()).orElse(type.getSimpleName());
        files.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>()).add(file);
    }

    @Override
    public void finish(ConditionEvents events) {
        files.forEach((name, found) -> {
            boolean isTooLarge = found.size() > max;
            if (isTooLarge != exceptions.contains(name)) {
                String message = isTooLarge
                        ? name + " has " + found.size() + " source files"
                        : name + " has only " + found.size() + " source files: remove it from the exceptions";
                events.add(SimpleConditionEvent.violated(name, message));
            }
        });
    }
}
