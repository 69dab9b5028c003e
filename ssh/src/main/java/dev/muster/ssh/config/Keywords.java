package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of ssh_config(5), and what each accepts. Like ssh, it refuses a misspelt keyword or value even below a Host that does not match. */
final class Keywords {
    private static final Set<String> FLAG_VALUES = Set.of("yes", "no", "true", "false");
    private static final Map<String, String> ALIASES = Map.of(
            "keepalive", "tcpkeepalive",
            "identityfile2", "identityfile",
            "dsaauthentication", "pubkeyauthentication",
            "skeyauthentication", "kbdinteractiveauthentication",
            "tisauthentication", "kbdinteractiveauthentication",
            "challengeresponseauthentication", "kbdinteractiveauthentication",
            "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
            "hostbasedkeytypes", "hostbasedacceptedalgorithms",
            "smartcarddevice", "pkcs11provider");
    private static final Set<String> FLAGS = words("""
            batchmode checkhostip clearallforwardings compression canonicalizefallbacklocal enableescapecommandline
            enablesshkeysign exitonforwardfailure forkafterauthentication forwardx11 forwardx11trusted gatewayports
            gssapiauthentication gssapidelegatecredentials gssapikeyexchange gssapirenewalforcesrekey gssapitrustdns
            hashknownhosts hostbasedauthentication identitiesonly kbdinteractiveauthentication
            nohostauthenticationforlocalhost passwordauthentication permitlocalcommand proxyusefdpass stdinnull
            streamlocalbindunlink tcpkeepalive visualhostkey warnweakcrypto""");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "stricthostkeychecking", words("yes no true false ask off accept-new"),
            "verifyhostkeydns", words("yes no true false ask"),
            "updatehostkeys", words("yes no true false ask"),
            "addressfamily", words("any inet inet6"),
            "controlmaster", words("yes no true false auto ask autoask"),
            "tunnel", words("yes no true false ethernet point-to-point"),
            "requesttty", words("yes no true false force auto"),
            "canonicalizehostname", words("yes no true false always"),
            "sessiontype", words("none subsystem default"),
            "pubkeyauthentication", words("yes no true false unbound host-bound"));
    private static final Set<String> SINGLE = words("""
            bindaddress bindinterface canonicalizemaxdots casignaturealgorithms certificatefile ciphers connectionattempts
            connecttimeout controlpath controlpersist escapechar fingerprinthash forwardagent forwardx11timeout
            gssapiclientidentity gssapikexalgorithms gssapiserveridentity hostbasedacceptedalgorithms hostkeyalgorithms
            hostkeyalias hostname identityagent identityfile ignoreunknown kexalgorithms loglevel macs
            numberofpasswordprompts obscurekeystroketiming pkcs11provider port preferredauthentications
            pubkeyacceptedalgorithms requiredrsasize revokedhostkeys securitykeyprovider serveralivecountmax
            serveraliveinterval streamlocalbindmask syslogfacility tag tunneldevice user versionaddendum xauthlocation""");
    private static final Set<String> LISTS = words("""
            addkeystoagent canonicaldomains canonicalizepermittedcnames channeltimeout dynamicforward globalknownhostsfile
            host include ipqos localforward logverbose match permitremoteopen rekeylimit remoteforward sendenv setenv
            userknownhostsfile""");
    private static final Set<String> COMMANDS =
            words("knownhostscommand localcommand proxycommand proxyjump refuseconnection remotecommand");
    private static final Set<String> IGNORED = words("""
            afstokenpassing cipher compressionlevel fallbacktorsh globalknownhostsfile2 kerberosauthentication
            kerberostgtpassing protocol rhostsauthentication rhostsrsaauthentication rsaauthentication useprivilegedport
            userknownhostsfile2 useroaming usersh""");
    private static final Map<String, Rule> RULES = rules();

    private Keywords() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** What a keyword accepts. */
    private sealed interface Rule {
        record Choice(Set<String> values) implements Rule {}

        record Single() implements Rule {}

        record Any() implements Rule {}
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        FLAGS.forEach(word -> rules.put(word, new Rule.Choice(FLAG_VALUES)));
        CHOICES.forEach((word, values) -> rules.put(word, new Rule.Choice(values)));
        SINGLE.forEach(word -> rules.put(word, new Rule.Single()));
        for (Set<String> words : List.of(LISTS, COMMANDS, IGNORED)) {
            words.forEach(word -> rules.put(word, new Rule.Any()));
        }
        return rules;
    }

    /** Returns the name under which the value of a keyword is stored. */
    static String canonical(String keyword) {
        return ALIASES.getOrDefault(keyword, keyword);
    }

    static boolean isKnown(String keyword) {
        return RULES.containsKey(canonical(keyword));
    }

    /** Returns whether the whole rest of the line is the value, as it is written. */
    static boolean isCommand(String keyword) {
        return COMMANDS.contains(keyword);
    }

    /** @throws UserError if ssh would refuse the line */
    static void check(ConfigLine line) {
        Rule rule = RULES.get(canonical(line.keyword()));
        switch (rule) {
            case null -> throw unknown(line);
            case Rule.Any() -> {}
            case Rule.Single() -> single(line);
            case Rule.Choice(Set<String> values) -> {
                String value = single(line);
                if (!values.contains(value.toLowerCase(Locale.ROOT))) {
                    throw invalid(line, value);
                }
            }
        }
        switch (line.keyword()) {
            case "port" -> port(line);
            case "connecttimeout", "serveraliveinterval", "forwardx11timeout" ->
                ConfigTimes.seconds(line.arguments().getFirst()).orElseThrow(() -> invalid(line, line.rest()));
            default -> {}
        }
    }

    private static String single(ConfigLine line) {
        if (line.arguments().isEmpty() || line.arguments().getFirst().isEmpty()) {
            throw new UserError(line.place() + ": " + line.keyword() + " has no value");
        }
        if (line.arguments().size() > 1) {
            throw new UserError(
                    line.place() + ": extra words after the value of " + line.keyword() + ": "
                            + String.join(
                                    " ",
                                    line.arguments().subList(1, line.arguments().size())),
                    "put a value that contains spaces into double quotes");
        }
        return line.arguments().getFirst();
    }

    private static void port(ConfigLine line) {
        String value = line.arguments().getFirst();
        boolean isPort = value.matches("\\+?0*[0-9]{1,5}") && inRange(value) || value.equals("ssh");
        if (!isPort) {
            throw invalid(line, value);
        }
    }

    private static boolean inRange(String digits) {
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65535;
    }

    private static UserError invalid(ConfigLine line, String value) {
        return new UserError(line.place() + ": invalid value of " + line.keyword() + ": " + value);
    }

    private static UserError unknown(ConfigLine line) {
        if (line.keyword().startsWith("\ufeff")) {
            return new UserError(
                    line.place() + ": the file begins with a byte order mark, which ssh does not accept",
                    "save it as UTF-8 without a byte order mark");
        }
        String nearest = nearest(line.keyword());
        return new UserError(
                line.place() + ": unknown keyword " + line.keyword()
                        + (nearest == null ? "" : "; did you mean " + nearest + "?"),
                "if another program needs it, put this line before it: IgnoreUnknown " + line.keyword());
    }

    private static @Nullable String nearest(String keyword) {
        Set<String> all = new HashSet<>(RULES.keySet());
        all.removeAll(IGNORED);
        return all.stream()
                .filter(word -> distance(word, keyword) <= 2)
                .min((a, b) -> Integer.compare(distance(a, keyword), distance(b, keyword)))
                .orElse(null);
    }

    private static int distance(String a, String b) {
        int[] costs = new int[b.length() + 1];
        Arrays.setAll(costs, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.min(replaced, 1 + Math.min(costs[j], costs[j - 1]));
            }
        }
        return costs[b.length()];
    }
}
