package dev.muster.client;

/** What the operator approved before a plan runs. */
public enum Approval {
    /** Only the plan that was shown. If anything else would have to be done, the command fails and changes nothing. */
    OF_THIS_PLAN,
    /** Whatever is necessary when the command runs: {@code --yes}. */
    OF_ANY_PLAN
}
