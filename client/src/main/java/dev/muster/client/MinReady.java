package dev.muster.client;

/** How many workers of those wanted must be ready for {@code up} to have succeeded. */
public sealed interface MinReady {
    MinReady ALL = new All();

    /** @param wanted workers that the config wants up from the start */
    int of(int wanted);

    /** The default: wait for all, and name those that fail without failing the cluster. */
    record All() implements MinReady {
        @Override
        public int of(int wanted) {
            return wanted;
        }
    }

    record Count(int count) implements MinReady {
        public Count {
            if (count < 0) {
                throw new IllegalArgumentException("a count of nodes is at least 0");
            }
        }

        @Override
        public int of(int wanted) {
            return Math.min(count, wanted);
        }
    }

    /** Rounded up: 50% of 3 is 2. */
    record Percent(int percent) implements MinReady {
        public Percent {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a percentage is between 0 and 100");
            }
        }

        @Override
        public int of(int wanted) {
            return Math.ceilDiv(Math.multiplyExact(wanted, percent), 100);
        }
    }
}
