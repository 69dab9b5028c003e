package dev.muster.config;

import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a cluster's YAML file. Every problem of the file is reported at once, as {@link InvalidConfig}; what is odd but understood is in
 * the {@link ParsedConfig}.
 */
public final class ConfigReader {
    private static final Change UNCHANGED = (tree, problems) -> tree;

    private final Path home;

    /** @param home what {@code ~} means for files on this machine */
    public ConfigReader(Path home) {
        this.home = home;
    }

    /** For the person who runs this process. */
    public static ConfigReader ofUser() {
        return new ConfigReader(Path.of(System.getProperty("user.home", "/")));
    }

    /** Relative paths begin at the file's folder. */
    public ParsedConfig read(Path file) {
        return read(file, Overrides.NONE);
    }

    public ParsedConfig read(Path file, Overrides overrides) {
        return read(file, (tree, problems) -> overrides.applyTo(tree));
    }

    /** As if the file said what the settings say. */
    public ParsedConfig read(Path file, SettingOverrides settings) {
        return read(file, settings::applyTo);
    }

    /** What is changed of the tree before it is understood. */
    private interface Change {
        RawValue.Mapping applyTo(RawValue.Mapping tree, Problems problems);
    }

    private ParsedConfig read(Path file, Change change) {
        Problems problems = new Problems();
        Optional<String> text = new ConfigText(problems).read(file);
        problems.throwIfAnyIsAnError();
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        LocalPaths paths = new LocalPaths(folder == null ? absolute : folder, home, LocalPaths.Check.MUST_EXIST);
        return read(text.orElse(""), file.toString(), paths, change);
    }

    /** @param folder where relative paths begin */
    public ParsedConfig read(String text, String fileName, Path folder) {
        return read(text, fileName, new LocalPaths(folder, home, LocalPaths.Check.MUST_EXIST), UNCHANGED);
    }

    /** What {@link ConfigWriter} wrote, on a machine that need not have the files it names. */
    public ParsedConfig readExpanded(String text, String fileName) {
        return read(text, fileName, new LocalPaths(Path.of("/"), home, LocalPaths.Check.ANYWHERE), UNCHANGED);
    }

    private static ParsedConfig read(String text, String fileName, LocalPaths paths, Change change) {
        Problems problems = new Problems();
        Optional<RawValue.Mapping> tree = new YamlTree(fileName, problems).read(text);
        if (tree.isEmpty()) {
            throw new InvalidConfig(problems.all());
        }
        return read(change.applyTo(tree.get(), problems), paths, problems);
    }

    static ParsedConfig read(RawValue.Mapping tree, LocalPaths paths, Problems problems) {
        ConfigSection top = new ConfigSection(tree, "", problems);
        new FormChecker(problems, ProviderType.openMaps(top)).check(top.mapping(), ConfigKeys.CLUSTER, "");
        return new ClusterReader(top, paths).read();
    }
}
