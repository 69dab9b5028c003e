package dev.muster.client;

/** What the operator agreed to. */
public enum Approval {
    /** To the plan that was shown, and to nothing else. */
    OF_THIS_PLAN,
    /** To whatever has to be done when the command gets to it: {@code --yes}. */
    OF_ANY_PLAN
}
