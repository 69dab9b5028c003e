package dev.muster.config.section;

import dev.muster.config.schema.ValueForm;
import dev.muster.config.yaml.ScalarReader;
import dev.muster.core.Resources;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The resources that a file declares for a node type or a host.
 *
 * @param amounts the amounts above zero
 * @param none names that are declared to be 0, which hides what a daemon detects
 */
public record DeclaredResources(Resources amounts, Set<String> none) {
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}\"'`$\\\\]{1,100}");
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    public static final DeclaredResources NOTHING = new DeclaredResources(Resources.NONE, Set.of());

    public static DeclaredResources read(ConfigSection section) {
        TreeMap<String, BigDecimal> amounts = new TreeMap<>();
        TreeSet<String> none = new TreeSet<>();
        for (String name : section.names()) {
            if (!NAME.matcher(name).matches()) {
                section.error(name, "is not a valid resource name: use 1 to 100 characters without spaces and quotes");
                continue;
            }
            section.raw(name)
                    .flatMap(ScalarReader::amount)
                    .filter(DeclaredResources::isInRange)
                    .ifPresent(amount -> {
                        warnOfBytes(section, name, amount);
                        if (amount.signum() == 0) {
                            none.add(name);
                        } else {
                            amounts.put(name, amount);
                        }
                    });
        }
        return new DeclaredResources(Resources.of(amounts), none);
    }

    private static boolean isInRange(BigDecimal amount) {
        return amount.signum() == 0
                || amount.compareTo(ValueForm.Amount.LEAST) >= 0 && amount.compareTo(ValueForm.Amount.MAX) <= 0;
    }

    private static void warnOfBytes(ConfigSection section, String name, BigDecimal amount) {
        if (name.equals("memory") && amount.signum() > 0 && amount.compareTo(MEBIBYTE) < 0) {
            String shown = amount.toPlainString();
            section.warning(name, "means " + shown + " bytes", "did you mean " + shown + "GiB?");
        }
    }
}
