package dev.muster.core.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script file as it was read.
 *
 * @param uses the library parts that the line {@code # uses: part part} in its header names, with those that these parts use
 * @param text without the lines that hold only a comment: a host does not need them
 */
record ScriptSource(Set<LibraryPart> uses, String text) {
    private static final String USES = "# uses: ";

    ScriptSource {
        uses = Collections.unmodifiableSet(uses);
    }

    static ScriptSource of(ScriptFile file) {
        return parse(file.fileName(), read(file).lines().toList());
    }

    static ScriptSource parse(String name, List<String> lines) {
        Set<LibraryPart> uses = EnumSet.noneOf(LibraryPart.class);
        lines.stream()
                .filter(line -> line.startsWith(USES))
                .flatMap(line -> Stream.of(line.substring(USES.length()).strip().split("\\s+")))
                .map(word -> part(name, word))
                .forEach(part -> addWithUses(part, uses));
        String text = lines.stream()
                .filter(line -> !line.stripLeading().startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return new ScriptSource(uses, text);
    }

    static void addWithUses(LibraryPart part, Set<LibraryPart> all) {
        if (all.add(part)) {
            all.addAll(of(part).uses());
        }
    }

    private static LibraryPart part(String name, String word) {
        try {
            return LibraryPart.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " uses '" + word + "', which is no part of the library", e);
        }
    }

    private static String read(ScriptFile file) {
        try (InputStream stream = file.getClass().getResourceAsStream(file.fileName())) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no script " + file.fileName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
