package dev.muster.daemon.host;

import dev.muster.core.status.UsageSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads what {@code nvidia-smi --query-gpu=index,name,utilization.gpu,memory.used --format=csv,noheader,nounits} prints. */
final class Gpus {
    static final List<String> QUERY = List.of(
            "nvidia-smi", "--query-gpu=index,name,utilization.gpu,memory.used", "--format=csv,noheader,nounits");
    private static final int MOST = 64;
    private static final int LONGEST_MODEL = 80;

    private Gpus() {}

    /** Lines that are no GPU (warnings, {@code No devices were found}) are left out; an amount that is {@code [N/A]} is 0. */
    static List<UsageSample.Gpu> parse(List<String> lines) {
        List<UsageSample.Gpu> gpus = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split(",");
            if (cells.length == 4 && NumberText.parse(cells[0]).isPresent() && gpus.size() < MOST) {
                int index = (int) NumberText.parse(cells[0]).getAsLong();
                gpus.add(new UsageSample.Gpu(
                        index, model(cells[1]), amount(cells[2]), (long) (amount(cells[3]) * 1024 * 1024)));
            }
        }
        return gpus;
    }

    /** How many cards the driver shows, for hosts (and containers) without the tool. */
    static int devices(HostFiles files) {
        return (int) files.names("/dev").stream()
                .filter(name -> name.matches("nvidia[0-9]{1,3}"))
                .count();
    }

    private static String model(String cell) {
        String model = cell.strip();
        return model.substring(0, Math.min(LONGEST_MODEL, model.length()));
    }

    private static double amount(String cell) {
        OptionalDouble value = NumberText.parseDouble(cell);
        return Math.max(0, value.orElse(0));
    }
}
