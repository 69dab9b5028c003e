package dev.muster.architecture;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds code that decides by what a sentence says. It looks for two things: a comparison with a sentence, which is a literal or a constant in which a
 * space follows a word and precedes one; and a comparison of a value whose name says that people read it.
 */
final class TextIsNeverData {
    private static final String COMPARISON =
            "(?:startsWith|endsWith|contains|equals|equalsIgnoreCase|contentEquals|matches|indexOf|lastIndexOf)";
    /** What has a name like these is written for people. A local variable {@code text} may hold a file, so only the accessor counts. */
    private static final String FOR_PEOPLE =
            "message|reason|note|hint|why|advice|description|sentence|explanation|said|lastError|getMessage|getLocalizedMessage";

    private static final String STRING = "\"((?:\\\\.|[^\"\\\\\\n])*)\"";

    private static final Pattern COMMENT_OR_STRING = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|" + STRING + "|'(?:\\\\.|[^'\\\\\\n])+'|/\\*[\\s\\S]*?\\*/|//[^\\n]*");
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{2,}[,.:;]? \\p{L}{2,}");
    private static final Pattern CONSTANT = Pattern.compile("\\bString\\s+([A-Z][A-Z0-9_]*)\\s*=\\s*" + STRING);

    private static final Pattern WITH_LITERAL = Pattern.compile("\\.\\s*" + COMPARISON + "\\(\\s*" + STRING);
    private static final Pattern ON_LITERAL = Pattern.compile(STRING + "\\s*\\.\\s*" + COMPARISON + "\\(");
    private static final Pattern CASE = Pattern.compile("\\bcase\\s+" + STRING);
    private static final Pattern WITH_CONSTANT =
            Pattern.compile("\\.\\s*" + COMPARISON + "\\((?:[^()]|\\([^()]*\\))*\\b([A-Z][A-Z0-9_]*)\\b(?!\\s*[.(])");
    private static final Pattern ON_CONSTANT = Pattern.compile("\\b([A-Z][A-Z0-9_]*)\\s*\\.\\s*" + COMPARISON + "\\(");
    private static final Pattern ON_TEXT_FOR_PEOPLE = Pattern.compile("\\b(?:(?:" + FOR_PEOPLE
            + ")(?:\\(\\))?|text\\(\\))"
            + "(?:\\s*\\.\\s*(?:strip|trim|toLowerCase|toUpperCase)\\([^()]*\\))*\\s*\\.\\s*" + COMPARISON + "\\(");

    private TextIsNeverData() {}

    /** Returns one line for each place in {@code source}: {@code name:line: code}. */
    static List<String> find(String name, String source) {
        String code = withoutComments(source);
        Set<String> sentences = constants(code);
        Set<Integer> places = new TreeSet<>();
        places.addAll(places(WITH_LITERAL, code, TextIsNeverData::isSentence));
        places.addAll(places(ON_LITERAL, code, TextIsNeverData::isSentence));
        places.addAll(places(CASE, code, TextIsNeverData::isSentence));
        places.addAll(places(WITH_CONSTANT, code, sentences::contains));
        places.addAll(places(ON_CONSTANT, code, sentences::contains));
        ON_TEXT_FOR_PEOPLE.matcher(code).results().forEach(match -> places.add(match.start()));
        return places.stream()
                .map(place -> describe(name, code, place))
                .distinct()
                .toList();
    }

    private static boolean isSentence(String literal) {
        return SENTENCE.matcher(literal).find();
    }

    private static Set<String> constants(String code) {
        Set<String> sentences = new TreeSet<>();
        CONSTANT.matcher(code)
                .results()
                .filter(match -> isSentence(match.group(2)))
                .forEach(match -> sentences.add(match.group(1)));
        return sentences;
    }

    private static List<Integer> places(Pattern pattern, String code, Predicate<String> counts) {
        return pattern.matcher(code)
                .results()
                .filter(match -> counts.test(match.group(1)))
                .map(match -> match.start())
                .toList();
    }

    /** With as many line breaks as before. */
    private static String withoutComments(String source) {
        Matcher parts = COMMENT_OR_STRING.matcher(source);
        return parts.replaceAll(part -> Matcher.quoteReplacement(
                part.group().startsWith("/") ? part.group().replaceAll("[^\\n]", " ") : part.group()));
    }

    private static String describe(String name, String code, int place) {
        long number =
                1 + code.substring(0, place).chars().filter(c -> c == '\n').count();
        int end = code.indexOf('\n', place);
        String line = code.substring(code.lastIndexOf('\n', Math.max(0, place - 1)) + 1, end < 0 ? code.length() : end);
        return name + ":" + number + ": " + line.strip();
    }
}
