package dev.muster.config;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What the YAML library says about bad syntax, with advice for the slips that people make. */
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
        String said = e.getProblem() == null ? "cannot be read" : e.getProblem().strip();
        String line = place.line() == 0 ? "" : line(place.line());
        problems.error(place, "", "is not valid YAML: " + said, hint(said, line));
    }

    private static String hint(String said, String line) {
        if (line.contains("\t")) {
            return "indent with spaces: YAML does not allow tabs";
        }
        if (said.contains("'@'")) {
            return "put it in quotes: \"@hosts.txt\"";
        }
        if (line.matches(".*[\\w.]\\[[0-9].*")) {
            return "put a range in quotes: \"vm[2-8]\"";
        }
        if (said.contains("mapping values are not allowed")) {
            return "is the indentation right? a text that contains ': ' needs quotes";
        }
        return "";
    }

    private String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("");
    }
}
