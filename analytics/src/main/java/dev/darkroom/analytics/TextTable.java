package dev.darkroom.analytics;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** An answer for a terminal; beyond a number of rows it says how to get the others. */
final class TextTable {
    private static final int MOST_ROWS = 10_000;
    private static final int WIDEST_CELL = 80;
    private static final int LONGEST_BAR = 50;
    private static final Set<String> NUMBERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE", "FLOAT");

    private final List<String> names = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private boolean more;

    /** Reads the answer. */
    static TextTable of(ResultSet answer) throws SQLException {
        TextTable table = new TextTable();
        ResultSetMetaData columns = answer.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String type = columns.getColumnTypeName(i).toUpperCase(Locale.ROOT);
            table.names.add(columns.getColumnLabel(i));
            table.numeric.add(NUMBERS.contains(type) || type.startsWith("DECIMAL"));
        }
        while (answer.next()) {
            if (table.rows.size() == MOST_ROWS) {
                table.more = true;
                break;
            }
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.add(Objects.requireNonNullElse(answer.getString(i), ""));
            }
            table.rows.add(row);
        }
        return table;
    }

    void print(PrintWriter out) {
        int[] widths = widths();
        line(out, names, widths);
        out.println("-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)));
        rows.forEach(row -> line(out, row, widths));
        out.println(
                more
                        ? "(the first " + MOST_ROWS + " rows; --format csv --output FILE writes them all)"
                        : "(" + rows.size() + (rows.size() == 1 ? " row)" : " rows)"));
    }

    /** The last column of numbers as bars, named by the columns before it that are no numbers. */
    void chart(PrintWriter out) {
        int value = numeric.lastIndexOf(true);
        if (value < 0) {
            throw new QueryException("--chart draws a column of numbers, and the answer has none");
        }
        double largest =
                rows.stream().mapToDouble(row -> number(row.get(value))).max().orElse(0);
        int labels = rows.stream().mapToInt(row -> label(row).length()).max().orElse(0);
        rows.forEach(row -> {
            double number = number(row.get(value));
            int length = largest <= 0 ? 0 : (int) Math.round(Math.max(0, number) / largest * LONGEST_BAR);
            out.printf(
                    "%-" + Math.max(1, labels) + "s  %s %s%n", label(row), "█".repeat(length), shown(row.get(value)));
        });
    }

    private String label(List<String> row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (!numeric.get(i)) {
                parts.add(shown(row.get(i)));
            }
        }
        return String.join(" ", parts);
    }

    private static double number(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private int[] widths() {
        int[] widths = names.stream().mapToInt(String::length).toArray();
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], shown(row.get(i)).length());
            }
        });
        return widths;
    }

    private void line(PrintWriter out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = shown(cells.get(i));
            String padding = " ".repeat(widths[i] - cell.length());
            boolean right = numeric.get(i);
            line.append(i == 0 ? "" : "  ").append(right ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\R", " ");
        return line.length() <= WIDEST_CELL ? line : line.substring(0, WIDEST_CELL - 1) + "…";
    }
}
