package dev.muster.cli.json;

import dev.muster.cli.console.ExitCodes;
import dev.muster.client.CheckReport;
import dev.muster.client.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code check}, described in {@code docs/json.md}. */
public final class CheckJson {
    private CheckJson() {}

    public static Map<String, @Nullable Object> of(CheckReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("cluster", report.cluster());
        json.put("exit_code", ExitCodes.exitCode(report));
        json.put("seconds", report.elapsed().toMillis() / 1000.0);
        json.put("problems", (int) report.count(Finding.Severity.PROBLEM));
        json.put("warnings", (int) report.count(Finding.Severity.WARNING));
        json.put("findings", report.findings().stream().map(CheckJson::finding).toList());
        json.put("hosts", report.hosts().stream().map(CheckJson::host).toList());
        return json;
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("severity", finding.severity().wireName());
        json.put("check", finding.check());
        json.put("hosts", finding.hosts());
        json.put("text", finding.text());
        json.put("fix", finding.fix().isEmpty() ? null : finding.fix());
        return json;
    }

    private static Map<String, @Nullable Object> host(CheckReport.HostLine host) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", host.host());
        json.put("type", host.type());
        json.put("role", host.isHead() ? "head" : "worker");
        json.put("reached", host.isReached());
        json.put("message", host.message());
        json.put("new_host_key", host.hostKey().orElse(null));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        host.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
        json.put("facts", facts);
        return json;
    }
}
