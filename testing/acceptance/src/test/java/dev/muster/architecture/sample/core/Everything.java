package dev.muster.architecture.sample.core;

import dev.muster.architecture.sample.cli.Shown;
import dev.muster.architecture.sample.protocol.wire.Stub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import net.schmizz.sshj.common.SSHException;
import picocli.CommandLine;

/** Breaks every rule that one class can break. */
public final class Everything {
    public Object everything(Path file) throws IOException, InterruptedException {
        System.out.println(Instant.now() + " " + System.nanoTime());
        Thread.sleep(new Random().nextInt(1));
        Thread.startVirtualThread(() -> {}).join();
        Executors.newCachedThreadPool().close();
        int one = new SecureRandom().nextInt() + new Random(7).nextInt() + CommandLine.ExitCode.OK;
        return Files.exists(file) ? new Shown(new Stub()) : new CommandLine(new SSHException("" + one));
    }
}
