package dev.muster.benchmarks;

import dev.muster.autoscaler.Snapshot;
import java.util.Locale;

/** The cost of a decision over nodes × shapes, and the exponent of its growth in each (least squares on logarithms). */
final class Fit {
    private static final int[] NODES = {500, 1000, 2000, 4000, 8000};
    private static final int[] SHAPES = {25, 50, 100, 200};

    private Fit() {}

    static void print(StringBuilder json) {
        System.out.printf("%nmedian ms by nodes (down) and shapes (across), ten requests for each node%n%8s", "");
        for (int shapes : SHAPES) {
            System.out.printf("%10d", shapes);
        }
        System.out.println();
        double[][] millis = new double[NODES.length][SHAPES.length];
        for (int row = 0; row < NODES.length; row++) {
            System.out.printf("%8d", NODES[row]);
            for (int column = 0; column < SHAPES.length; column++) {
                int nodes = NODES[row];
                int shapes = SHAPES[column];
                millis[row][column] = median(nodes, shapes);
                System.out.printf(Locale.ROOT, "%10.2f", millis[row][column]);
            }
            System.out.println();
        }
        double byNodes = exponent(NODES, column(millis, SHAPES.length - 1));
        double byShapes = exponent(SHAPES, millis[NODES.length - 1]);
        System.out.printf(Locale.ROOT, "cost grows as nodes^%.2f and shapes^%.2f%n%n", byNodes, byShapes);
        json.append(DecisionBenchmark.line("decision_growth_in_nodes", byNodes).replace("\"ms\"", "\"exponent\""));
        json.append(
                DecisionBenchmark.line("decision_growth_in_shapes", byShapes).replace("\"ms\"", "\"exponent\""));
    }

    private static double median(int nodes, int shapes) {
        return DecisionBenchmark.median(DecisionBenchmark.measure(() -> world(nodes, shapes)));
    }

    private static Snapshot world(int nodes, int shapes) {
        return DecisionWorlds.large(nodes, nodes * 10, shapes);
    }

    private static double[] column(double[][] millis, int column) {
        double[] values = new double[millis.length];
        for (int row = 0; row < millis.length; row++) {
            values[row] = millis[row][column];
        }
        return values;
    }

    /** The slope of log(cost) over log(size). */
    private static double exponent(int[] sizes, double[] millis) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.length; i++) {
            meanX += Math.log(sizes[i]) / sizes.length;
            meanY += Math.log(millis[i]) / sizes.length;
        }
        double above = 0;
        double below = 0;
        for (int i = 0; i < sizes.length; i++) {
            double x = Math.log(sizes[i]) - meanX;
            above += x * (Math.log(millis[i]) - meanY);
            below += x * x;
        }
        return above / below;
    }
}
