/**
 * YAML as text and as raw values. {@code ConfigText} reads a file, {@code YamlTree} parses it into {@code RawValue}s that know their
 * {@code SourceLocation}, and {@code ScalarReader} interprets single values. {@code Problems} collects the errors and warnings of one file;
 * {@code KeyPath} writes the path of the key that each of them names. {@code YamlWriter} writes YAML.
 *
 * <p>Nothing here knows a key of the cluster file.
 */
package dev.muster.config.yaml;
