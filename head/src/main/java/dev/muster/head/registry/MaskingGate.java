package dev.muster.head.registry;

import dev.muster.core.NodeKey;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.node.NodeGate;
import dev.muster.core.node.NodeHello;
import dev.muster.core.node.NodeReport;
import dev.muster.core.secret.SecretMask;
import dev.muster.core.status.EngineStatus;
import java.util.List;
import java.util.function.Supplier;

/** Masks the cluster's secrets where daemons quote what an engine printed: those lines reach the state, the journal and every operator. */
public final class MaskingGate implements NodeGate {
    private final NodeGate gate;
    private final Supplier<SecretMask> mask;

    public MaskingGate(NodeGate gate, Supplier<SecretMask> mask) {
        this.gate = gate;
        this.mask = mask;
    }

    @Override
    public boolean isLive(NodeKey node) {
        return gate.isLive(node);
    }

    @Override
    public Session opened(NodeHello hello, Outbound outbound) {
        return new MaskedSession(gate.opened(hello, outbound));
    }

    private final class MaskedSession implements Session {
        private final Session session;

        MaskedSession(Session session) {
            this.session = session;
        }

        @Override
        public void reported(NodeReport report) {
            session.reported(report.withEngine(report.engine().map(this::masked)));
        }

        private EngineStatus masked(EngineStatus engine) {
            return new EngineStatus(engine.phase(), engine.since(), engine.restarts(), masked(engine.lines()));
        }

        /** A head that cannot read its secrets must not show them, and must not lose its nodes either. */
        private List<String> masked(List<String> lines) {
            try {
                return lines.isEmpty()
                        ? lines
                        : lines.stream().map(mask.get()::text).toList();
            } catch (ClusterException e) {
                return List.of("not shown, because it may contain a secret: " + e.text());
            }
        }

        @Override
        public void closed(String reason) {
            session.closed(reason);
        }
    }
}
