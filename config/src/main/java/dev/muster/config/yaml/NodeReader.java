package dev.muster.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Converts the YAML library's nodes to raw values: resolves aliases, merges {@code <<}, and reports duplicate and invalid keys. */
final class NodeReader {
    private static final int MAX_NODES = 1_000_000;
    private static final Map<Tag, RawValue.Kind> KINDS = Map.of(
            Tag.STR, RawValue.Kind.TEXT,
            Tag.NULL, RawValue.Kind.EMPTY,
            Tag.BOOL, RawValue.Kind.FLAG,
            Tag.INT, RawValue.Kind.NUMBER,
            Tag.FLOAT, RawValue.Kind.NUMBER,
            Tag.TIMESTAMP, RawValue.Kind.DATE,
            Tag.MERGE, RawValue.Kind.TEXT);

    private final String file;
    private final Problems problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int count;

    NodeReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    RawValue read(Node root) {
        return read(root, "");
    }

    private RawValue read(Node node, String path) {
        if (++count > MAX_NODES) {
            throw new YAMLException("it has more than " + MAX_NODES + " values");
        }
        if (!open.add(node)) {
            throw new YAMLException("the alias '*" + node.getAnchor() + "' refers to itself");
        }
        try {
            return switch (node) {
                case ScalarNode scalar -> scalar(scalar, path);
                case SequenceNode sequence -> sequence(sequence, path);
                case MappingNode mapping -> mapping(mapping, path);
                default -> throw new YAMLException("it has a value of an unknown kind");
            };
        } finally {
            open.remove(node);
        }
    }

    private RawValue scalar(ScalarNode node, String path) {
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        RawValue.Kind kind = KINDS.get(node.getTag());
        if (kind == null) {
            reportTag(node, path);
            kind = RawValue.Kind.TEXT;
        }
        return new RawValue.Scalar(place(node), node.getValue(), kind, plain);
    }

    private RawValue sequence(SequenceNode node, String path) {
        if (!node.getTag().equals(Tag.SEQ)) {
            reportTag(node, path);
        }
        List<RawValue> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(read(item, KeyPath.item(path, items.size())));
        }
        return new RawValue.Sequence(place(node), items);
    }

    private RawValue mapping(MappingNode node, String path) {
        if (!node.getTag().equals(Tag.MAP)) {
            reportTag(node, path);
        }
        Map<String, RawValue.Entry> entries = new LinkedHashMap<>();
        Map<String, RawValue.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), path, merged);
            } else {
                entry(tuple, path, entries);
            }
        }
        merged.forEach(entries::putIfAbsent);
        return new RawValue.Mapping(place(node), entries);
    }

    private void entry(NodeTuple tuple, String path, Map<String, RawValue.Entry> entries) {
        Node keyNode = tuple.getKeyNode();
        if (!(keyNode instanceof ScalarNode key) || key.getTag().equals(Tag.NULL)) {
            problems.error(place(keyNode), path, "a key must be a string");
            return;
        }
        String name = key.getValue();
        String child = KeyPath.child(path, name);
        if (key.getTag().equals(Tag.BOOL) || key.getTag().equals(Tag.TIMESTAMP)) {
            String meaning = key.getTag().equals(Tag.BOOL) ? "true or false" : "a date";
            problems.error(place(key), child, "YAML 1.1 reads this key as " + meaning, "quote it: \"" + name + "\"");
        }
        RawValue.Entry before = entries.get(name);
        if (before != null) {
            problems.error(
                    place(key),
                    child,
                    "is set twice (first on line " + before.place().line() + ")",
                    "keep one of them");
        }
        entries.put(name, new RawValue.Entry(place(key), read(tuple.getValueNode(), child)));
    }

    private void merge(Node value, String path, Map<String, RawValue.Entry> merged) {
        if (value instanceof SequenceNode several) {
            several.getValue().forEach(each -> merge(each, path, merged));
        } else if (value instanceof MappingNode && read(value, path) instanceof RawValue.Mapping mapping) {
            mapping.entries().forEach(merged::putIfAbsent);
        } else {
            problems.error(place(value), path, "'<<' can only merge mappings");
        }
    }

    private void reportTag(Node node, String path) {
        problems.error(place(node), path, "the tag '" + node.getTag().getValue() + "' is not supported", "remove it");
    }

    private SourceLocation place(Node node) {
        return YamlTree.place(file, node.getStartMark());
    }
}
