package dev.muster.config.yaml;

import java.util.regex.Pattern;

/** Writes paths of keys, such as {@code provider.worker_ips[2].port} and {@code file_mounts."~/data"}. */
public final class KeyPath {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private KeyPath() {}

    public static String child(String path, String key) {
        String shown = PLAIN.matcher(key).matches() ? key : quoted(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    private static String quoted(String key) {
        String line = key.replaceAll("\\p{Cntrl}", "?");
        return '"' + (line.length() <= 80 ? line : line.substring(0, 77) + "...") + '"';
    }
}
