package dev.muster.config.read;

import dev.muster.config.packages.PackageFile;
import dev.muster.config.section.ConfigSection;
import dev.muster.config.section.LocalPaths;
import dev.muster.config.section.NodePath;
import dev.muster.config.yaml.RawValue;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.EnvironmentConfig.Conda;
import dev.muster.core.config.EnvironmentConfig.EnvValue;
import dev.muster.core.config.EnvironmentConfig.Pip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the key {@code environment}, or {@code runtime_env}. */
final class EnvironmentReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern CONDA_NAME = Pattern.compile("[^\\s/:#\\p{Cntrl}-][^\\s/:#\\p{Cntrl}]{0,99}");

    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+/:@=-]{0,199}");
    private static final Pattern PYENV = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}");

    private final ConfigSection top;
    private final LocalPaths paths;

    EnvironmentReader(ConfigSection top, LocalPaths paths) {
        this.top = top;
        this.paths = paths;
    }

    EnvironmentConfig read() {
        if (top.given("environment") && top.given("runtime_env")) {
            top.error("runtime_env", "means the same as 'environment', which is also set", "keep one of them");
        }
        ConfigSection section = top.section(top.given("environment") ? "environment" : "runtime_env");
        Optional<String> venv = section.text("venv").flatMap(path -> NodePath.check(section, "venv", path));
        if (venv.isPresent() && section.given("conda")) {
            section.error("venv", "cannot be combined with 'conda'", "keep one of them");
        }
        return new EnvironmentConfig(
                modules(section), conda(section), pyenv(section), venv, pip(section), variables(section));
    }

    private static List<String> modules(ConfigSection section) {
        List<String> modules = section.texts("modules").orElse(List.of());
        if (modules.stream().anyMatch(name -> !MODULE.matcher(name).matches())) {
            section.error("modules", "has a name that is not a valid module name");
        }
        return modules;
    }

    private static Optional<String> pyenv(ConfigSection section) {
        Optional<String> version = section.text("pyenv");
        if (version.isPresent() && !PYENV.matcher(version.get()).matches()) {
            section.error("pyenv", "is not a valid pyenv version");
        }
        if (version.isPresent() && section.given("conda")) {
            section.error("pyenv", "cannot be combined with 'conda'", "keep one of them");
        }
        return version;
    }

    private Optional<Conda> conda(ConfigSection environment) {
        if (!environment.given("conda")) {
            return Optional.empty();
        }
        Optional<String> text = environment.text("conda");
        if (text.isPresent()) {
            return Optional.of(fromText(environment, text.get()));
        }
        ConfigSection section = environment.section("conda");
        Optional<String> file = section.text("file").flatMap(path -> paths.resolveOrFail(section, "file", path));
        file.ifPresent(path -> refusePaths(section, "file", path, PackageFile::conda));
        Optional<String> name = section.text("name");
        Optional<String> prefix = section.text("prefix").flatMap(path -> NodePath.check(section, "prefix", path));
        if (section.given("name") && section.given("prefix")) {
            section.error("prefix", "cannot be combined with 'name'", "keep one of them");
        } else if (!section.given("name") && !section.given("prefix")) {
            name = file.flatMap(path -> CondaFile.name(section, "file", path, paths.check()));
            if (!section.given("file")) {
                environment.error("conda", "needs a name, a prefix or a file");
            }
        }
        name.ifPresent(value -> checkName(section, "name", value));
        Optional<String> root = section.text("conda_root").flatMap(path -> NodePath.check(section, "conda_root", path));
        return Optional.of(new Conda(name, prefix, file, root));
    }

    private Conda fromText(ConfigSection environment, String text) {
        Optional<String> none = Optional.empty();
        if (text.endsWith(".yml") || text.endsWith(".yaml")) {
            Optional<String> file = paths.resolveOrFail(environment, "conda", text);
            file.ifPresent(path -> refusePaths(environment, "conda", path, PackageFile::conda));
            return new Conda(
                    file.flatMap(path -> CondaFile.name(environment, "conda", path, paths.check())), none, file, none);
        }
        if (text.contains("/")) {
            return new Conda(none, NodePath.check(environment, "conda", text), none, none);
        }
        checkName(environment, "conda", text);
        return new Conda(Optional.of(text), none, none, none);
    }

    private static void checkName(ConfigSection section, String key, String name) {
        if (!CONDA_NAME.matcher(name).matches()) {
            section.error(key, "is not a valid conda environment name");
        }
    }

    private Optional<Pip> pip(ConfigSection section) {
        Optional<String> file = section.text("pip");
        if (file.isPresent()) {
            Optional<String> path = paths.resolveOrFail(section, "pip", file.get());
            path.ifPresent(found -> refusePaths(section, "pip", found, PackageFile::requirements));
            return path.map(Pip.Requirements::new);
        }
        Optional<List<String>> packages = section.texts("pip");
        packages.map(PackageFile::refusedPackages)
                .ifPresent(refused -> refused.forEach(message -> section.error("pip", message)));
        return packages.map(Pip.Packages::new);
    }

    private interface PackageFiles {
        PackageFile read(Path file) throws IOException;
    }

    /** Reports what the file refers to and cannot be sent. A file that cannot be read is reported elsewhere. */
    private void refusePaths(ConfigSection section, String key, String path, PackageFiles files) {
        if (paths.check() == LocalPaths.Check.ANYWHERE) {
            return;
        }
        try {
            files.read(Path.of(path)).refused().forEach(message -> section.error(key, message, PackageFile.HINT));
        } catch (IOException e) {
            // The caller, or the step that sends it, reports it.
        }
    }

    private Map<String, EnvValue> variables(ConfigSection environment) {
        ConfigSection section = environment.section("env_vars");
        Map<String, EnvValue> values = new LinkedHashMap<>();
        for (String name : section.names()) {
            if (!VARIABLE.matcher(name).matches()) {
                section.error(name, "is not a valid environment variable name: use letters, digits and '_'");
            }
            section.text(name).ifPresent(text -> values.put(name, new EnvValue.Literal(text)));
            section.raw(name)
                    .filter(RawValue.Mapping.class::isInstance)
                    .flatMap(map -> fromEnv(section, name))
                    .ifPresent(value -> values.put(name, value));
        }
        return values;
    }

    private static Optional<EnvValue> fromEnv(ConfigSection section, String name) {
        ConfigSection map = section.section(name);
        if (!map.given("from_env")) {
            section.error(name, "expected a string or {from_env: NAME}");
        }
        return map.text("from_env").map(variable -> {
            if (!VARIABLE.matcher(variable).matches()) {
                map.error("from_env", "is not a valid environment variable name: use letters, digits and '_'");
            }
            return new EnvValue.FromEnv(variable);
        });
    }
}
