package dev.muster.config;

import dev.muster.config.read.ClusterReader;
import dev.muster.config.read.ProviderType;
import dev.muster.config.schema.ConfigKeys;
import dev.muster.config.schema.FormChecker;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.yaml.ConfigText;
import dev.muster.config.yaml.Problems;
import dev.muster.config.yaml.RawValue;
import dev.muster.config.yaml.YamlTree;
import dev.muster.core.failure.InvalidConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a cluster's YAML file. If the file has errors, every method throws {@link InvalidConfig} with all problems of the file at once.
 * Otherwise the {@link ParsedConfig} contains the config and the warnings.
 */
public final class ConfigReader {
    private static final Change UNCHANGED = (tree, problems) -> tree;

    private final Path home;

    /** @param home the folder that {@code ~} stands for in paths on this machine */
    public ConfigReader(Path home) {
        this.home = home;
    }

    /** Returns a reader for the user who runs this process. */
    public static ConfigReader ofUser() {
        return new ConfigReader(Path.of(System.getProperty("user.home", "/")));
    }

    /** Reads a file. Relative paths in it start at its folder. */
    public ParsedConfig read(Path file) {
        return read(file, Overrides.NONE);
    }

    /** Reads a file as if it contained the values of the command line's options. */
    public ParsedConfig read(Path file, Overrides overrides) {
        return read(file, (tree, problems) -> overrides.applyTo(tree));
    }

    /** Reads a file as if it contained the settings. */
    public ParsedConfig read(Path file, SettingOverrides settings) {
        return read(file, settings::applyTo);
    }

    /** Changes the raw tree before it is interpreted. */
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

    /** @param folder where relative paths start */
    public ParsedConfig read(String text, String fileName, Path folder) {
        return read(text, fileName, new LocalPaths(folder, home, LocalPaths.Check.MUST_EXIST), UNCHANGED);
    }

    /** Reads what {@link ConfigWriter} wrote. The local files that it names need not exist on this machine. */
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
        ClusterReader.Result result = new ClusterReader(top, paths).read();
        return new ParsedConfig(result.config(), problems.all(), result.blockers());
    }
}
