package dev.muster.transfer.tree;

/** One part of a {@link PathGlob}. It takes letters one by one: it stays at some and ends with some; if it may be empty, it takes none. */
sealed interface GlobPart {
    /** Returns whether the part goes on after this letter. */
    default boolean staysAt(char letter) {
        return false;
    }

    /** Returns whether the part is complete with this letter. */
    boolean endsWith(char letter);

    default boolean mayBeEmpty() {
        return false;
    }

    record Letter(char letter) implements GlobPart {
        @Override
        public boolean endsWith(char other) {
            return letter == other;
        }
    }

    /** Any letter of a name. */
    record AnyInName() implements GlobPart {
        @Override
        public boolean endsWith(char letter) {
            return letter != '/';
        }
    }

    /** Any letter. */
    record AnyLetter() implements GlobPart {
        @Override
        public boolean endsWith(char letter) {
            return true;
        }
    }

    record Nothing() implements GlobPart {
        @Override
        public boolean endsWith(char letter) {
            return false;
        }
    }

    /** A character class, which never contains '/'. */
    record OneOf(String members, boolean isNegated) implements GlobPart {
        @Override
        public boolean endsWith(char letter) {
            return letter != '/' && contains(letter) != isNegated;
        }

        private boolean contains(char letter) {
            for (int i = 0; i < members.length(); i++) {
                boolean isRange = i + 2 < members.length() && members.charAt(i + 1) == '-';
                if (isRange && letter >= members.charAt(i) && letter <= members.charAt(i + 2)) {
                    return true;
                }
                if (!isRange && letter == members.charAt(i)) {
                    return true;
                }
                i += isRange ? 2 : 0;
            }
            return false;
        }
    }

    /** Any number of letters of a name. */
    record RestOfName() implements GlobPart {
        @Override
        public boolean staysAt(char letter) {
            return letter != '/';
        }

        @Override
        public boolean endsWith(char letter) {
            return letter != '/';
        }

        @Override
        public boolean mayBeEmpty() {
            return true;
        }
    }

    /** Any text. */
    record Anything() implements GlobPart {
        @Override
        public boolean staysAt(char letter) {
            return true;
        }

        @Override
        public boolean endsWith(char letter) {
            return true;
        }

        @Override
        public boolean mayBeEmpty() {
            return true;
        }
    }

    /** Nothing, or any text up to a '/'. */
    record Folders() implements GlobPart {
        @Override
        public boolean staysAt(char letter) {
            return true;
        }

        @Override
        public boolean endsWith(char letter) {
            return letter == '/';
        }

        @Override
        public boolean mayBeEmpty() {
            return true;
        }
    }
}
