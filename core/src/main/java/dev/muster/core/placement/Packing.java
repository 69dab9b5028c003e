package dev.muster.core.placement;

import dev.muster.core.Resources;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how many of each request fit on which site. Requests and sites are numbered from 0 in the given order. It is mutable, belongs to
 * one thread and is used for one decision.
 *
 * <p>Only resources that a request needs have a column, because others cannot decide whether it fits.
 */
public final class Packing {
    private final List<PlacementRequest> needs;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int width;
    private final int[][] askedColumns;
    private final long[][] askedUnits;
    private final SelectorTable selectors;
    private final AffinityIndex marks;
    private long[] free;
    private int sites;

    public Packing(List<PlacementRequest> needs) {
        this.needs = List.copyOf(needs);
        this.askedColumns = new int[needs.size()][];
        this.askedUnits = new long[needs.size()][];
        for (int need = 0; need < needs.size(); need++) {
            intern(need, this.needs.get(need).shape().resources());
        }
        this.width = columns.size();
        this.free = new long[Math.max(16, width * 64)];
        this.selectors = new SelectorTable(this.needs);
        this.marks = new AffinityIndex(this.needs);
    }

    private void intern(int need, Resources asked) {
        int kinds = asked.tenThousandths().size();
        int[] names = new int[kinds];
        long[] units = new long[kinds];
        int next = 0;
        for (Map.Entry<String, Long> entry : asked.tenThousandths().entrySet()) {
            Integer column = columns.get(entry.getKey());
            if (column == null) {
                column = columns.size();
                columns.put(entry.getKey(), column);
            }
            names[next] = column;
            units[next++] = entry.getValue();
        }
        askedColumns[need] = names;
        askedUnits[need] = units;
    }

    public int needs() {
        return needs.size();
    }

    public PlacementRequest need(int need) {
        return needs.get(need);
    }

    public int sites() {
        return sites;
    }

    /** Adds a site whose free resources are {@code total} less {@code held}. Returns its number. */
    public int add(Resources total, Resources held, Map<String, String> labels) {
        int site = sites++;
        int start = site * width;
        if (start + width > free.length) {
            free = Arrays.copyOf(free, Math.max(start + width, free.length * 2));
        }
        fill(start, total, 1);
        if (!held.isEmpty()) {
            fill(start, held, -1);
        }
        selectors.add(labels);
        marks.add(site, labels);
        return site;
    }

    private void fill(int start, Resources amounts, int sign) {
        for (Map.Entry<String, Long> entry : amounts.tenThousandths().entrySet()) {
            Integer column = columns.get(entry.getKey());
            if (column != null) {
                free[start + column] = Math.max(0, free[start + column] + sign * entry.getValue());
            }
        }
    }

    /** Removes all sites from this number on. */
    public void cut(int firstGone) {
        Arrays.fill(free, firstGone * width, sites * width, 0);
        selectors.cut(firstGone);
        marks.cut(firstGone);
        sites = firstGone;
    }

    /** Returns the number of the request's selectors: 1 if it has no fallbacks. */
    public int ranks(int need) {
        return selectors.ranks(need);
    }

    /** Whether the site matches the request's selector of this rank and no better one. */
    public boolean matches(int need, int rank, int site) {
        if (!selectors.matches(need, rank, site)) {
            return false;
        }
        for (int better = 0; better < rank; better++) {
            if (selectors.matches(need, better, site)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the rank of the best selector that the site matches; -1 if it matches none. */
    public int rank(int need, int site) {
        int ranks = selectors.ranks(need);
        for (int rank = 0; rank < ranks; rank++) {
            if (selectors.matches(need, rank, site)) {
                return rank;
            }
        }
        return -1;
    }

    /** Returns how many of the request fit into the free resources of the site, ignoring labels. */
    public int fits(int need, int site) {
        int[] names = askedColumns[need];
        long[] units = askedUnits[need];
        int start = site * width;
        long most = Integer.MAX_VALUE;
        for (int i = 0; i < names.length; i++) {
            long left = free[start + names[i]];
            if (left < units[i]) {
                return 0;
            }
            most = Math.min(most, left / units[i]);
        }
        return (int) marks.limit(need, site, most);
    }

    /** Returns how much of a resource is free, in ten-thousandths; 0 if no request needs it. */
    public long free(int site, String resource) {
        Integer column = columns.get(resource);
        return column == null ? 0 : free[site * width + column];
    }

    /** Whether a request needs this resource. */
    public boolean asks(String resource) {
        return columns.containsKey(resource);
    }

    /** Whether the request must go to sites that have its affinity label already. */
    public boolean mustJoin(int need) {
        return marks.mustJoin(need);
    }

    public void take(int need, int site, int count) {
        move(need, site, -count);
        marks.taken(need, site);
    }

    /** Undoes a {@link #take} of the same need and site. */
    public void giveBack(int need, int site, int count) {
        move(need, site, count);
        marks.givenBack(need, site);
    }

    private void move(int need, int site, int count) {
        int[] names = askedColumns[need];
        long[] units = askedUnits[need];
        int start = site * width;
        for (int i = 0; i < names.length; i++) {
            free[start + names[i]] += count * units[i];
        }
    }
}
