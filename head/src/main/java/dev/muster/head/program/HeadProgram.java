package dev.muster.head.program;

import dev.muster.head.api.ControlService;
import dev.muster.head.ca.OperatorCertificates;
import dev.muster.head.engine.EngineWatch;
import dev.muster.head.loop.HeadLoop;
import dev.muster.head.state.Store;
import java.io.IOException;

/** An open control plane: it listens, and its owner runs the five {@code run} methods in threads of their own. {@link Wiring} makes it. */
public final class HeadProgram implements AutoCloseable {
    private final Store store;
    private final HeadLoop loop;
    private final EngineWatch engine;
    private final ControlService control;
    private final OperatorCertificates operators;
    private final HeadListener listener;
    private final FileExchange files;

    HeadProgram(
            Store store,
            HeadLoop loop,
            EngineWatch engine,
            ControlService control,
            OperatorCertificates operators,
            HeadListener listener,
            FileExchange files) {
        this.store = store;
        this.loop = loop;
        this.engine = engine;
        this.control = control;
        this.operators = operators;
        this.listener = listener;
        this.files = files;
    }

    /** Runs the control loop until it is interrupted. */
    public void runLoop() throws InterruptedException {
        loop.run();
    }

    /** Watches the engine until it is interrupted. */
    public void runEngineWatch() throws InterruptedException {
        engine.run();
    }

    /** Signs certificates for operators who can log in on this host, until it is interrupted. */
    public void runOperatorCertificates() throws IOException, InterruptedException {
        operators.run();
    }

    /** Exchanges files with commands on this host until it is interrupted. */
    public void runFileExchange() throws InterruptedException {
        files.run();
    }

    /** Renews the certificate of the head whenever it is due, until it is interrupted. */
    public void runCertificateRenewal() throws IOException, InterruptedException {
        listener.runRenewal();
    }

    /** Returns the port that the head listens on. */
    public int port() {
        return listener.port();
    }

    /** Returns what the last iteration of the control loop saw and how long it took. */
    public HeadLoop.View lastIteration() {
        return loop.view();
    }

    /** Returns the control API for callers in the same process. */
    public ControlService control() {
        return control;
    }

    /** Stops listening and closes the state. The owner has ended its threads or is about to end the process. */
    @Override
    public void close() {
        control.close();
        listener.close();
        engine.close();
        store.close();
    }
}
