package dev.muster.client;

/** How many workers must be ready before {@code up} succeeds: {@code --min-ready}. */
public sealed interface MinReady {
    /** All workers. */
    MinReady ALL = new All();

    /**
     * Returns the number of workers that must be ready.
     *
     * @param wanted the number of workers that the config starts
     */
    int of(int wanted);

    /** Waits for all workers. This is the default; workers that fail are reported but do not make {@code up} fail. */
    record All() implements MinReady {
        @Override
        public int of(int wanted) {
            return wanted;
        }
    }

    /** Waits for a fixed number of workers, or all if fewer are wanted. */
    record Count(int count) implements MinReady {
        public Count {
            if (count < 0) {
                throw new IllegalArgumentException("a number of nodes must be at least 0");
            }
        }

        @Override
        public int of(int wanted) {
            return Math.min(count, wanted);
        }
    }

    /** Waits for a share of the workers, rounded up: 50% of 3 is 2. */
    record Percent(int percent) implements MinReady {
        public Percent {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a percentage must be between 0 and 100");
            }
        }

        @Override
        public int of(int wanted) {
            return Math.ceilDiv(Math.multiplyExact(wanted, percent), 100);
        }
    }
}
