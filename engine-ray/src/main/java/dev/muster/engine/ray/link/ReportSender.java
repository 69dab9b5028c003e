package dev.muster.engine.ray.link;

import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineUnavailable;
import dev.muster.engine.EngineView;

/** Sends reports. */
final class ReportSender {
    void send(EngineReport report, EngineView view) throws EngineUnavailable, InterruptedException {}
}
