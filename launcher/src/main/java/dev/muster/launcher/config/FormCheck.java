package dev.muster.launcher.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Compares the raw tree with the form it should have; what is wrong is reported, and taken as left out by those who read on. */
final class FormCheck {
    private final Problems problems;
    private final Set<String> open;
    private final UnaryOperator<String> elsewhere;

    /** For the cluster's file. @param open paths of maps whose unknown keys are a warning only */
    FormCheck(Problems problems, Set<String> open) {
        this(problems, open, KeyPaths::elsewhere);
    }

    /** @param elsewhere where an unknown key would be right, as a hint; empty where nowhere */
    FormCheck(Problems problems, Set<String> open, UnaryOperator<String> elsewhere) {
        this.problems = problems;
        this.open = open;
        this.elsewhere = elsewhere;
    }

    void check(Raw raw, Form form, String path) {
        switch (form) {
            case Form.Anything anything -> {}
            case Form.Fields fields -> fields(raw, fields, path);
            case Form.MapOf map -> map(raw, map, path);
            case Form.ListOf list -> list(raw, list, path);
            case Form.Either either -> either(raw, either, path);
            case Form.Text text -> text(raw, path);
            case Form.Flag flag -> flag(raw, flag, path);
            case Form.Word word -> word(raw, word, path);
            case Form.Whole whole -> whole(raw, whole, path);
            case Form.Number number -> number(raw, number, path);
            case Form.Amount amount -> amount(raw, amount, path);
        }
    }

    private void fields(Raw raw, Form.Fields fields, String path) {
        if (!(raw instanceof Raw.Mapping mapping)) {
            wrong(raw, fields, path);
            return;
        }
        mapping.entries().forEach((name, entry) -> {
            String child = KeyPath.child(path, name);
            Key key = fields.keys().get(name);
            if (key == null) {
                unknown(entry.place(), path, name, fields);
            } else if (entry.value().isEmpty()) {
                problems.warning(entry.place(), child, "has no value and is taken as left out");
            } else {
                check(entry.value(), key.form(), child);
            }
        });
    }

    private void unknown(Place place, String path, String name, Form.Fields fields) {
        String near = Spelling.didYouMean(name, fields.keys().keySet());
        String hint = near.isEmpty() ? elsewhere.apply(name) : near;
        if (open.contains(path)) {
            problems.warning(place, KeyPath.child(path, name), "unknown key", hint);
        } else {
            problems.error(place, KeyPath.child(path, name), "unknown key", hint);
        }
    }

    private void map(Raw raw, Form.MapOf form, String path) {
        if (!(raw instanceof Raw.Mapping mapping)) {
            wrong(raw, form, path);
            return;
        }
        mapping.entries().forEach((name, entry) -> {
            String child = KeyPath.child(path, name);
            if (entry.value().isEmpty() && form.value() instanceof Form.Fields) {
                problems.warning(entry.place(), child, "has no value and is taken as {}");
            } else {
                check(entry.value(), form.value(), child);
            }
        });
    }

    private void list(Raw raw, Form.ListOf form, String path) {
        if (!(raw instanceof Raw.Sequence sequence)) {
            String hint = raw instanceof Raw.Scalar ? "begin each item with '- ' on a line of its own" : "";
            problems.error(raw.place(), path, "expected a list; found " + raw.describe(), hint);
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            check(sequence.items().get(i), form.item(), KeyPath.item(path, i));
        }
    }

    private void either(Raw raw, Form.Either either, String path) {
        Optional<Form> fitting = either.forms().stream()
                .filter(form -> switch (form) {
                    case Form.Fields fields -> raw instanceof Raw.Mapping;
                    case Form.MapOf map -> raw instanceof Raw.Mapping;
                    case Form.ListOf list -> raw instanceof Raw.Sequence;
                    default -> raw instanceof Raw.Scalar;
                })
                .findFirst();
        if (fitting.isPresent()) {
            check(raw, fitting.get(), path);
        } else {
            wrong(raw, either, path);
        }
    }

    private void text(Raw raw, String path) {
        Optional<String> value = Scalars.text(raw);
        if (value.isPresent()) {
            if (value.get().indexOf('\0') >= 0) {
                problems.error(raw.place(), path, "a text cannot hold a NUL character");
            }
            return;
        }
        String hint =
                raw instanceof Raw.Scalar scalar && !raw.isEmpty() ? "put it in quotes: \"" + scalar.text() + "\"" : "";
        problems.error(raw.place(), path, "expected a text; found " + raw.describe() + Yaml11.surprise(raw), hint);
    }

    private void flag(Raw raw, Form.Flag form, String path) {
        Optional<Boolean> value = Scalars.flag(raw);
        if (value.isEmpty()) {
            wrong(raw, form, path);
        } else if (!Yaml11.surprise(raw).isEmpty()) {
            problems.warning(raw.place(), path, raw.describe() + Yaml11.surprise(raw), "write " + value.get());
        }
    }

    private void word(Raw raw, Form.Word form, String path) {
        Optional<String> text = Scalars.text(raw);
        if (text.isEmpty() || !form.choices().contains(text.get())) {
            String hint =
                    text.map(word -> Spelling.didYouMean(word, form.choices())).orElse("");
            problems.error(raw.place(), path, "expected " + form.words() + "; found " + raw.describe(), hint);
        }
    }

    private void whole(Raw raw, Form.Whole form, String path) {
        Optional<Long> value = Scalars.whole(raw);
        if (value.isEmpty() || value.get() < form.least() || value.get() > form.most()) {
            wrong(raw, form, path);
        }
    }

    private void number(Raw raw, Form.Number form, String path) {
        Optional<BigDecimal> value = Scalars.number(raw);
        if (value.isEmpty() || value.get().signum() < 0 || value.get().doubleValue() > form.most()) {
            wrong(raw, form, path);
        }
    }

    private void amount(Raw raw, Form.Amount form, String path) {
        Optional<BigDecimal> value = Scalars.amount(raw);
        if (value.isEmpty() || value.get().signum() < 0) {
            wrong(raw, form, path);
        } else if (value.get().compareTo(Amounts.MOST) > 0) {
            problems.error(
                    raw.place(),
                    path,
                    raw.describe() + " is more than can be counted (" + Amounts.MOST.toPlainString() + ")");
        }
    }

    private void wrong(Raw raw, Form form, String path) {
        String hint = raw instanceof Raw.Scalar scalar
                        && scalar.kind() == Raw.Kind.TEXT
                        && !scalar.plain()
                        && !scalar.text().isBlank()
                        && scalar.text().chars().allMatch(letter -> letter >= '0' && letter <= '9')
                ? "remove the quotes"
                : "";
        problems.error(
                raw.place(),
                path,
                "expected " + form.words() + "; found " + raw.describe() + Yaml11.surprise(raw),
                hint);
    }
}
