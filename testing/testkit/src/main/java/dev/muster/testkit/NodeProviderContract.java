package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Offer;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeProvider.Creation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider does, in the words of {@link NodeProvider}. A provider's test extends it. */
public abstract class NodeProviderContract {
    private NodeProvider provider;
    private String type;

    /** Fresh, with room for three machines of {@link #type} at least, and none made. */
    protected abstract NodeProvider provider();

    /** A node type that it offers. */
    protected abstract String type();

    /** Another adapter of the same machines, as a head that was started again has it. */
    protected abstract NodeProvider reopened();

    @BeforeEach
    void open() {
        provider = provider();
        type = type();
    }

    @Test
    void offersWhatItCanStillGive() {
        assertThat(provider.offers())
                .filteredOn(offer -> offer.type().equals(type))
                .isNotEmpty()
                .allSatisfy(offer -> assertThat(offer.count()).isPositive());
    }

    @Test
    void namesItsOffersAlikeEachTime() {
        assertThat(provider.offers().stream().map(Offer::id))
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(
                        reopened().offers().stream().map(Offer::id).toList());
    }

    @Test
    void makesAMachineThatBearsItsKey() {
        Machine machine = made(provider, key(1));

        assertThat(machine.key()).isEqualTo(key(1));
        assertThat(machine.type()).isEqualTo(type);
        assertThat(machine.state()).isNotEqualTo(Machine.State.GONE);
        assertThat(keys(provider)).containsExactly(key(1));
    }

    @Test
    void findsTheMachineThatAKeyHasAlready() {
        Machine first = made(provider, key(1));
        Machine again = made(provider, key(1));
        Machine afterRestart = made(reopened(), key(1));

        assertThat(again.host()).isEqualTo(first.host());
        assertThat(afterRestart.host()).isEqualTo(first.host());
        assertThat(keys(provider)).containsExactly(key(1));
    }

    @Test
    void listsWhatAnotherAdapterMade() {
        made(provider, key(1));
        made(provider, key(2));

        assertThat(keys(reopened())).containsExactlyInAnyOrder(key(1), key(2));
    }

    @Test
    void removesOneAndLeavesTheOthers() {
        made(provider, key(1));
        made(provider, key(2));

        provider.remove(key(1));

        assertThat(keys(provider)).containsExactly(key(2));
    }

    @Test
    void takesWhatIsGoneAlreadyForRemoved() {
        made(provider, key(1));
        provider.remove(key(1));

        assertThatCode(() -> provider.remove(key(1))).doesNotThrowAnyException();
        assertThatCode(() -> provider.remove(key(3))).doesNotThrowAnyException();
    }

    private Machine made(NodeProvider by, NodeKey key) {
        return switch (by.create(key, type, offer())) {
            case Creation.Made(Machine machine) -> machine;
            case Creation.CapacityMissing(String reason) -> throw new AssertionError(reason);
        };
    }

    private String offer() {
        return provider.offers().stream()
                .filter(offer -> offer.type().equals(type))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<NodeKey> keys(NodeProvider by) {
        return by.machines().stream()
                .filter(machine -> machine.state() != Machine.State.GONE)
                .map(Machine::key)
                .toList();
    }

    private NodeKey key(int number) {
        return NodeKey.worker("contract", number);
    }
}
