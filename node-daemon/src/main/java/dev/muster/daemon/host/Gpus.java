package dev.muster.daemon.host;

import dev.muster.core.status.UsageSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Parses the output of {@code nvidia-smi --query-gpu=index,name,utilization.gpu,memory.used --format=csv,noheader,nounits}. */
final class Gpus {
    static final List<String> QUERY = List.of(
            "nvidia-smi", "--query-gpu=index,name,utilization.gpu,memory.used", "--format=csv,noheader,nounits");
    private static final int MAX_GPUS = 64;
    private static final int MAX_MODEL_LENGTH = 80;

    private Gpus() {}

    /** Ignores lines that are not a GPU, such as {@code No devices were found}. The amount {@code [N/A]} is read as 0. */
    static List<UsageSample.Gpu> parse(List<String> lines) {
        List<UsageSample.Gpu> gpus = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split(",");
            if (cells.length == 4 && NumberText.parse(cells[0]).isPresent() && gpus.size() < MAX_GPUS) {
                int index = (int) NumberText.parse(cells[0]).getAsLong();
                gpus.add(new UsageSample.Gpu(
                        index, model(cells[1]), amount(cells[2]), (long) (amount(cells[3]) * 1024 * 1024)));
            }
        }
        return gpus;
    }

    /** Counts the driver's device files, for hosts and containers without the tool. */
    static int countDevices(HostFiles files) {
        return (int) files.names("/dev").stream()
                .filter(name -> name.matches("nvidia[0-9]{1,3}"))
                .count();
    }

    private static String model(String cell) {
        String model = cell.strip();
        return model.substring(0, Math.min(MAX_MODEL_LENGTH, model.length()));
    }

    private static double amount(String cell) {
        OptionalDouble value = NumberText.parseDouble(cell);
        return Math.max(0, value.orElse(0));
    }
}
