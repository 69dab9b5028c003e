package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.core.config.EnvironmentConfig;
import java.util.stream.Stream;

/** Checks Python, conda and the environment of the config file. */
final class EnvironmentRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "environment";
    }

    @Override
    public String okMessage() {
        return "the environment of the config file exists or can be created";
    }

    @Override
    public Stream<Finding> judge(Answered host, CheckInput all) {
        EnvironmentConfig wanted = all.context().config().environment();
        if (wanted.conda().isPresent()) {
            return conda(host, wanted.conda().get());
        }
        if (wanted.venv().isPresent()) {
            return venv(host);
        }
        boolean needsPython = wanted.pip().isPresent();
        return needsPython && host.value("python").isEmpty()
                ? noPython(host, "environment.pip needs it")
                : Stream.empty();
    }

    private Stream<Finding> conda(Answered host, EnvironmentConfig.Conda wanted) {
        if (host.value("conda.tool").isEmpty()) {
            return problem(
                    host,
                    "no conda, mamba or micromamba was found"
                            + wanted.root().map(root -> " at " + root).orElse(""),
                    "install one (Miniforge does not need root), or set environment.conda.conda_root to its folder");
        }
        if (host.facts().has("environment.there", "yes")) {
            return Stream.empty();
        }
        String name = wanted.name().or(wanted::prefix).orElse("");
        return wanted.file().isPresent()
                ? note(host, "the conda environment " + name + " does not exist yet; 'cluster up' creates it", "")
                : problem(
                        host,
                        "the conda environment " + name + " does not exist",
                        "set environment.conda.file so that 'cluster up' creates it, or run: conda create -n " + name);
    }

    private Stream<Finding> venv(Answered host) {
        if (host.facts().has("environment.there", "yes")) {
            return Stream.empty();
        }
        return host.value("python").isEmpty()
                ? noPython(host, "environment.venv needs it")
                : note(
                        host,
                        "the virtual environment " + host.value("environment")
                                + " does not exist yet; 'cluster up' creates it",
                        "");
    }

    private Stream<Finding> noPython(Answered host, String why) {
        return problem(
                host,
                "python3 is not installed, but " + why,
                "run: sudo apt-get install python3 python3-venv (or dnf, zypper)");
    }
}
