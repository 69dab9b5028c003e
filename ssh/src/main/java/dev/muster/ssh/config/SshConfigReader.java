package dev.muster.ssh.config;

import dev.muster.core.failure.UserError;
import dev.muster.ssh.LocalUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** Reads ssh_config files, and the files that they include. */
final class SshConfigReader {
    private static final int MAX_DEPTH = 16;
    private static final long MAX_BYTES = 1024 * 1024;
    private static final Path SYSTEM_FOLDER = Path.of("/etc/ssh");

    private final LocalUser user;
    private final Owner owner;

    /** Whose file it is. It decides where relative includes are. */
    enum Owner {
        USER,
        SYSTEM
    }

    private SshConfigReader(LocalUser user, Owner owner) {
        this.user = user;
        this.owner = owner;
    }

    /**
     * Reads a file. A missing file is empty.
     *
     * @throws UserError if a file is invalid or cannot be read
     */
    static ConfigFile read(Path file, Owner owner, LocalUser user) {
        return Files.isRegularFile(file) ? new SshConfigReader(user, owner).file(file, 0) : ConfigFile.EMPTY;
    }

    private ConfigFile file(Path file, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UserError(file + ": Include is nested more than " + MAX_DEPTH + " levels deep");
        }
        List<ConfigFile.Statement> statements = new ArrayList<>();
        int number = 0;
        for (String text : text(file).split("\n", -1)) {
            ConfigLine.parse(text, file + ":" + ++number).ifPresent(line -> statements.add(statement(line, depth)));
        }
        return new ConfigFile(statements);
    }

    private ConfigFile.Statement statement(ConfigLine line, int depth) {
        if (!Keywords.isKnown(line.keyword()) && !line.keyword().startsWith("\ufeff")) {
            return new ConfigFile.Statement.Unknown(line);
        }
        Keywords.check(line);
        return switch (line.keyword()) {
            case "host" -> host(line);
            case "match" -> new ConfigFile.Statement.Match(line, MatchCriterion.parse(line));
            case "include" -> new ConfigFile.Statement.Include(included(line, depth));
            case "proxyjump" -> {
                JumpHosts.parse(line.command(), line.place());
                yield new ConfigFile.Statement.Setting(line);
            }
            default -> new ConfigFile.Statement.Setting(line);
        };
    }

    private static ConfigFile.Statement host(ConfigLine line) {
        if (line.arguments().contains("")) {
            throw new UserError(line.place() + ": Host has an empty pattern");
        }
        return new ConfigFile.Statement.Host(line);
    }

    private List<ConfigFile> included(ConfigLine line, int depth) {
        List<ConfigFile> files = new ArrayList<>();
        for (String pattern : line.arguments()) {
            for (Path path : Globs.expand(anchored(pattern, line))) {
                if (!Files.isDirectory(path)) {
                    files.add(file(path, depth + 1));
                }
            }
        }
        return files;
    }

    private String anchored(String pattern, ConfigLine line) {
        if (pattern.isEmpty() || pattern.startsWith("~") && owner == Owner.SYSTEM) {
            throw new UserError(line.place() + ": invalid path of Include: '" + pattern + "'");
        }
        if (pattern.startsWith("~")) {
            return pattern.equals("~") || pattern.startsWith("~/")
                    ? user.home() + pattern.substring(1)
                    : "/home/" + pattern.substring(1); // the home folder of another user
        }
        Path folder = owner == Owner.USER ? user.home().resolve(".ssh") : SYSTEM_FOLDER;
        return pattern.startsWith("/") ? pattern : folder + "/" + pattern;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UserError(file + ": has more than " + MAX_BYTES + " bytes");
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)
                    && Files.isRegularFile(file)) {
                throw new UserError(
                        file + ": ssh does not accept this file, because every user may write it",
                        "run: chmod go-w " + file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (isUtf16(bytes)) {
                throw new UserError(file + ": the file is in UTF-16, which ssh does not accept", "save it as UTF-8");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + ": cannot read the file: " + e.getMessage());
        }
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length > 1
                && (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe
                        || bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff);
    }
}
