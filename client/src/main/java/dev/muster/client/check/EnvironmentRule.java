package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.check.HostProbe.Seen;
import dev.muster.core.config.EnvironmentConfig;
import java.util.stream.Stream;

/** Python, conda and its kin, and the environment that the file asks for. */
final class EnvironmentRule implements CheckRule.OfHost {
    @Override
    public String check() {
        return "environment";
    }

    @Override
    public String fine() {
        return "what the file asks for is there";
    }

    @Override
    public Stream<Finding> judge(Seen host, CheckInput all) {
        EnvironmentConfig wanted = all.question().config().environment();
        if (wanted.conda().isPresent()) {
            return conda(host, wanted.conda().get());
        }
        if (wanted.venv().isPresent()) {
            return venv(host);
        }
        boolean needsPython = wanted.pip().isPresent();
        return needsPython && host.value("python").isEmpty()
                ? noPython(host, "pip has no python to install into")
                : Stream.empty();
    }

    private Stream<Finding> conda(Seen host, EnvironmentConfig.Conda wanted) {
        if (host.value("conda.tool").isEmpty()) {
            return problem(
                    host,
                    "no conda, mamba or micromamba was found"
                            + wanted.root().map(root -> " at " + root).orElse(""),
                    "install one (Miniforge needs no root), or say where it is as environment.conda.root");
        }
        if (host.facts().has("environment.there", "yes")) {
            return Stream.empty();
        }
        String name = wanted.name().or(wanted::prefix).orElse("");
        return wanted.file().isPresent()
                ? note(host, "the conda environment " + name + " is not there yet: 'up' creates it", "")
                : problem(
                        host,
                        "the conda environment " + name + " is not there",
                        "give environment.conda.file, and it is created; or: conda create -n " + name);
    }

    private Stream<Finding> venv(Seen host) {
        if (host.facts().has("environment.there", "yes")) {
            return Stream.empty();
        }
        return host.value("python").isEmpty()
                ? noPython(host, "the virtual environment cannot be created")
                : note(
                        host,
                        "the virtual environment " + host.value("environment") + " is not there yet: 'up' creates it",
                        "");
    }

    private Stream<Finding> noPython(Seen host, String why) {
        return problem(
                host, "there is no python3: " + why, "sudo apt-get install python3 python3-venv (or dnf, zypper)");
    }
}
