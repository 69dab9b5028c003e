package dev.muster.client.check;

import dev.muster.client.Finding;
import java.util.stream.Stream;

/** Reports workers, or a head, at a loopback address of the operator's machine: {@code up} refuses them with the same words. */
final class LoopbackRule implements CheckRule.OfWorkers {
    @Override
    public String check() {
        return "address";
    }

    @Override
    public String okMessage() {
        return "the addresses of the head and the workers are not loopback addresses of this machine";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return all.workers().stream()
                .flatMap(worker -> all.routeProblem(worker).stream()
                        .flatMap(problem -> problem(worker, problem.text(), problem.fix())));
    }
}
