package dev.muster.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds words of a private dialect in text that people read: strings and comments of code, and documents. */
final class PlainEnglish {
    /** Each phrase with what to write instead. */
    private static final Map<String, String> REPLACEMENTS = new LinkedHashMap<>();

    static {
        REPLACEMENTS.put("is told", "reports, receives, or the name of the field");
        REPLACEMENTS.put("are told", "report, receive");
        REPLACEMENTS.put("was told", "received, learned");
        REPLACEMENTS.put("is said", "prints, reports, fails with");
        REPLACEMENTS.put("are said", "print, report");
        REPLACEMENTS.put("mend", "fix");
        REPLACEMENTS.put("mends", "fixes");
        REPLACEMENTS.put("mended", "fixed");
        REPLACEMENTS.put("carried out", "supported, run, done");
        REPLACEMENTS.put("carries out", "runs, does");
        REPLACEMENTS.put("anew", "again");
        REPLACEMENTS.put("in vain", "failed");
        REPLACEMENTS.put("a person", "an operator or a user");
        REPLACEMENTS.put("the person", "the operator or the user");
        REPLACEMENTS.put("a person's", "an operator's or a user's");
        REPLACEMENTS.put("the person's", "the operator's or the user's");
        REPLACEMENTS.put("mistake of ours", "internal error");
        REPLACEMENTS.put("our mistake", "internal error");
        REPLACEMENTS.put("of ours", "the owner's name");
        REPLACEMENTS.put("nobody came", "a sentence with the cause");
        REPLACEMENTS.put("is right", "is valid");
        REPLACEMENTS.put("at his", "at the operator's");
        REPLACEMENTS.put("turn of the loop", "control loop iteration");
    }

    private static final Pattern PHRASES = Pattern.compile(
            REPLACEMENTS.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|", "\\b(", ")\\b")));

    /** Comments, text blocks and string literals of Java, in this order of preference. */
    private static final Pattern PROSE_IN_JAVA =
            Pattern.compile("/\\*[\\s\\S]*?\\*/|//[^\\n]*|\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"");

    private PlainEnglish() {}

    /** Returns one line for each phrase in the comments and strings of {@code source}: {@code name:line: 'phrase'; write ...}. */
    static List<String> inJava(String name, String source) {
        List<String> found = new ArrayList<>();
        Matcher prose = PROSE_IN_JAVA.matcher(source);
        while (prose.find()) {
            found.addAll(inProse(name, lineOf(source, prose.start()), prose.group()));
        }
        return found;
    }

    /** Returns the same for a document, or for part of one that begins at {@code firstLine}. */
    static List<String> inProse(String name, int firstLine, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return PHRASES.matcher(lower)
                .results()
                .map(match -> describe(name, firstLine + lineOf(lower, match.start()) - 1, match))
                .toList();
    }

    private static String describe(String name, int line, MatchResult match) {
        return name + ":" + line + ": '" + match.group() + "'; write: " + REPLACEMENTS.get(match.group());
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
