package dev.muster.config.schema;

import dev.muster.config.yaml.KeyPath;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.config.yaml.SourceLocation;
import dev.muster.config.yaml.Yaml11Pitfalls;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Compares the raw tree with the expected form and reports every difference. The readers treat what was reported as missing. */
public final class FormChecker {
    private final Problems problems;
    private final Set<String> open;
    private final UnaryOperator<String> placeHint;

    /** Creates a checker for the cluster file. @param open paths of mappings in which an unknown key is only a warning */
    public FormChecker(Problems problems, Set<String> open) {
        this(problems, open, KeyPaths::placeHint);
    }

    /** @param placeHint gives a hint about where an unknown key belongs; empty if it belongs nowhere */
    public FormChecker(Problems problems, Set<String> open, UnaryOperator<String> placeHint) {
        this.problems = problems;
        this.open = open;
        this.placeHint = placeHint;
    }

    public void check(RawValue raw, ValueForm form, String path) {
        switch (form) {
            case ValueForm.Anything anything -> {}
            case ValueForm.Fields fields -> fields(raw, fields, path);
            case ValueForm.MapOf map -> map(raw, map, path);
            case ValueForm.ListOf list -> list(raw, list, path);
            case ValueForm.Either either -> either(raw, either, path);
            case ValueForm.Text text -> text(raw, path);
            case ValueForm.Flag flag -> flag(raw, flag, path);
            case ValueForm.Choice choice -> choice(raw, choice, path);
            case ValueForm.Whole whole -> whole(raw, whole, path);
            case ValueForm.Number number -> number(raw, number, path);
            case ValueForm.Amount amount -> amount(raw, amount, path);
        }
    }

    private void fields(RawValue raw, ValueForm.Fields fields, String path) {
        if (!(raw instanceof RawValue.Mapping mapping)) {
            wrong(raw, fields, path);
            return;
        }
        mapping.entries().forEach((name, entry) -> {
            String child = KeyPath.child(path, name);
            Key key = fields.keys().get(name);
            if (key == null) {
                unknown(entry.place(), path, name, fields);
            } else if (entry.value().isEmpty()) {
                problems.warning(entry.place(), child, "has no value and is ignored");
            } else {
                check(entry.value(), key.form(), child);
            }
        });
    }

    private void unknown(SourceLocation place, String path, String name, ValueForm.Fields fields) {
        String near = NearestWord.didYouMean(name, fields.keys().keySet());
        String hint = near.isEmpty() ? placeHint.apply(name) : near;
        if (open.contains(path)) {
            problems.warning(place, KeyPath.child(path, name), "unknown key", hint);
        } else {
            problems.error(place, KeyPath.child(path, name), "unknown key", hint);
        }
    }

    private void map(RawValue raw, ValueForm.MapOf form, String path) {
        if (!(raw instanceof RawValue.Mapping mapping)) {
            wrong(raw, form, path);
            return;
        }
        mapping.entries().forEach((name, entry) -> {
            String child = KeyPath.child(path, name);
            if (entry.value().isEmpty() && form.value() instanceof ValueForm.Fields) {
                problems.warning(entry.place(), child, "has no value and is treated as {}");
            } else {
                check(entry.value(), form.value(), child);
            }
        });
    }

    private void list(RawValue raw, ValueForm.ListOf form, String path) {
        if (!(raw instanceof RawValue.Sequence sequence)) {
            String hint = raw instanceof RawValue.Scalar ? "write each item on its own line, after '- '" : "";
            problems.error(raw.place(), path, "expected a list, found " + raw.describe(), hint);
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            check(sequence.items().get(i), form.item(), KeyPath.item(path, i));
        }
    }

    private void either(RawValue raw, ValueForm.Either either, String path) {
        Optional<ValueForm> fitting = either.forms().stream()
                .filter(form -> switch (form) {
                    case ValueForm.Fields fields -> raw instanceof RawValue.Mapping;
                    case ValueForm.MapOf map -> raw instanceof RawValue.Mapping;
                    case ValueForm.ListOf list -> raw instanceof RawValue.Sequence;
                    default -> raw instanceof RawValue.Scalar;
                })
                .findFirst();
        if (fitting.isPresent()) {
            check(raw, fitting.get(), path);
        } else {
            wrong(raw, either, path);
        }
    }

    private void text(RawValue raw, String path) {
        Optional<String> value = ScalarReader.text(raw);
        if (value.isPresent()) {
            if (value.get().indexOf('\0') >= 0) {
                problems.error(raw.place(), path, "a string cannot contain a NUL character");
            }
            return;
        }
        problems.error(
                raw.place(),
                path,
                "expected a string, found " + raw.describe() + Yaml11Pitfalls.explain(raw),
                quotingHint(raw));
    }

    /** A colon and a space inside a command make a mapping of it, which surprises everybody once. */
    private static String quotingHint(RawValue raw) {
        return switch (raw) {
            case RawValue.Scalar scalar when !raw.isEmpty() -> "quote it: \"" + scalar.text() + "\"";
            case RawValue.Mapping mapping
            when mapping.entries().size() == 1 -> "a text with ': ' in it needs quotes around the whole text";
            case RawValue.Scalar _, RawValue.Sequence _, RawValue.Mapping _ -> "";
        };
    }

    private void flag(RawValue raw, ValueForm.Flag form, String path) {
        Optional<Boolean> value = ScalarReader.flag(raw);
        if (value.isEmpty()) {
            wrong(raw, form, path);
        } else if (!Yaml11Pitfalls.explain(raw).isEmpty()) {
            problems.warning(raw.place(), path, raw.describe() + Yaml11Pitfalls.explain(raw), "write " + value.get());
        }
    }

    private void choice(RawValue raw, ValueForm.Choice form, String path) {
        Optional<String> text = ScalarReader.text(raw);
        if (text.isEmpty() || !form.choices().contains(text.get())) {
            String hint = text.map(value -> NearestWord.didYouMean(value, form.choices()))
                    .orElse("");
            problems.error(raw.place(), path, "expected " + form.describe() + ", found " + raw.describe(), hint);
        }
    }

    private void whole(RawValue raw, ValueForm.Whole form, String path) {
        Optional<Long> value = ScalarReader.whole(raw);
        if (value.isEmpty() || value.get() < form.min() || value.get() > form.max()) {
            wrong(raw, form, path);
        }
    }

    private void number(RawValue raw, ValueForm.Number form, String path) {
        Optional<BigDecimal> value = ScalarReader.number(raw);
        if (value.isEmpty() || value.get().signum() < 0 || value.get().doubleValue() > form.max()) {
            wrong(raw, form, path);
        }
    }

    private void amount(RawValue raw, ValueForm.Amount form, String path) {
        Optional<BigDecimal> value = ScalarReader.amount(raw);
        if (value.isEmpty() || value.get().signum() < 0) {
            wrong(raw, form, path);
        } else if (value.get().compareTo(ValueForm.Amount.MAX) > 0) {
            problems.error(
                    raw.place(),
                    path,
                    raw.describe() + " is more than the maximum of " + ValueForm.Amount.MAX.toPlainString());
        } else if (value.get().signum() > 0 && value.get().compareTo(ValueForm.Amount.LEAST) < 0) {
            problems.error(
                    raw.place(),
                    path,
                    raw.describe() + " is too small to count: the least amount above 0 is " + ValueForm.Amount.LEAST);
        }
    }

    private void wrong(RawValue raw, ValueForm form, String path) {
        String hint = raw instanceof RawValue.Scalar scalar
                        && scalar.kind() == RawValue.Kind.TEXT
                        && !scalar.plain()
                        && !scalar.text().isBlank()
                        && scalar.text().chars().allMatch(letter -> letter >= '0' && letter <= '9')
                ? "remove the quotes"
                : "";
        problems.error(
                raw.place(),
                path,
                "expected " + form.describe() + ", found " + raw.describe() + Yaml11Pitfalls.explain(raw),
                hint);
    }
}
