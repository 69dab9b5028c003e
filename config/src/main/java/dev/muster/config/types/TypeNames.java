package dev.muster.config.types;

import dev.muster.config.hosts.ListedHost;
import dev.muster.config.hosts.ListedPool;
import dev.muster.config.schema.NearestWord;
import dev.muster.config.section.ConfigSection;
import dev.muster.core.NameRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the node types.
 *
 * @param all in the order of the file
 * @param head the type of the head
 * @param listed whether the file lists the types; otherwise they follow from the provider
 */
public record TypeNames(List<String> all, String head, boolean listed) {
    private static final int MAX_LENGTH = 100;

    public TypeNames {
        all = List.copyOf(all);
    }

    /** @param implied the types of a file that lists none, the head's first */
    public static TypeNames read(ConfigSection top, List<String> implied, ListedPool pool) {
        ConfigSection types = top.section("available_node_types");
        if (types.names().isEmpty()) {
            String head = top.text("head_node_type").orElse(implied.getFirst());
            if (!head.equals(implied.getFirst())) {
                top.error("head_node_type", "unknown node type '" + head + "'", "add it to available_node_types");
            }
            return new TypeNames(implied, implied.getFirst(), false);
        }
        List<String> names = List.copyOf(types.names());
        check(types, names);
        return new TypeNames(names, head(top, names, pool), true);
    }

    private static String head(ConfigSection top, List<String> names, ListedPool pool) {
        Optional<String> ofHost = pool.head().flatMap(ListedHost::nodeType).filter(names::contains);
        if (!top.given("head_node_type") && ofHost.isPresent()) {
            return ofHost.get();
        }
        if (!top.given("head_node_type")) {
            if (names.size() > 1) {
                top.error(
                        "head_node_type",
                        "is required, because there are several node types",
                        "one of " + String.join(", ", names));
            }
            return names.getFirst();
        }
        String head = top.text("head_node_type").orElse(names.getFirst());
        if (!names.contains(head)) {
            String near = NearestWord.didYouMean(head, names);
            top.error(
                    "head_node_type",
                    "unknown node type '" + head + "'",
                    near.isEmpty() ? "one of " + String.join(", ", names) : near);
            return names.getFirst();
        }
        return head;
    }

    private static void check(ConfigSection types, List<String> names) {
        Map<String, String> bySlug = new LinkedHashMap<>();
        for (String name : names) {
            if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
                types.error(name, "the name of a node type must have 1 to " + MAX_LENGTH + " printable characters");
                continue;
            }
            String before = bySlug.putIfAbsent(NameRules.slug(name), name);
            if (before != null) {
                types.error(
                        name,
                        "'" + name + "' and '" + before + "' have the same short name '" + NameRules.slug(name) + "'",
                        "rename one of them");
            }
        }
    }

    /** Returns the types that a worker may have if it names none: all but the head's, unless that is the only one. */
    List<String> workers() {
        return all.size() == 1
                ? all
                : all.stream().filter(name -> !name.equals(head)).toList();
    }
}
