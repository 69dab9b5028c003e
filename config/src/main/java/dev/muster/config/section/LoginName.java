package dev.muster.config.section;

import java.util.regex.Pattern;

/** Checks login names on hosts. */
public final class LoginName {
    /** Accepts what real user directories contain, such as quotes, spaces and dollars: the name is sent by SSH and never reaches a shell. */
    private static final Pattern USER =
            Pattern.compile("[^\\s\\p{Cntrl}\\\\/:@-]([^\\p{Cntrl}/:]{0,62}[^\\s\\p{Cntrl}/:])?");

    private LoginName() {}

    /** Reports an error if the name is invalid. */
    public static void check(ConfigSection section, String key, String name) {
        if (!USER.matcher(name).matches()) {
            section.error(key, "is not a valid user name");
        }
    }
}
