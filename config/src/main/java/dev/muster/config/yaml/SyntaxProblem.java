package dev.muster.config.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reports a syntax error of the YAML library, with advice for common mistakes. */
final class SyntaxProblem {
    private final String file;
    private final String text;
    private final Problems problems;

    SyntaxProblem(String file, String text, Problems problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    void report(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        SourceLocation place = mark == null ? SourceLocation.whole(file) : YamlTree.place(file, mark);
        String message =
                e.getProblem() == null ? "it cannot be parsed" : e.getProblem().strip();
        String line = place.line() == 0 ? "" : line(place.line());
        problems.error(place, "", "is not valid YAML: " + message, hint(message, line));
    }

    private static String hint(String message, String line) {
        if (line.contains("\t")) {
            return "use spaces: YAML does not allow tabs for indentation";
        }
        if (message.contains("'@'")) {
            return "quote it: \"@hosts.txt\"";
        }
        if (line.matches(".*[\\w.]\\[[0-9].*")) {
            return "quote the range: \"vm[2-8]\"";
        }
        if (message.contains("mapping values are not allowed")) {
            return "check the indentation, and quote strings that contain ': '";
        }
        return "";
    }

    private String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("");
    }
}
