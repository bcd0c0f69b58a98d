package dev.darkroom.analytics.dialect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Athena's functions that the local engine answers alike, and what each is called there. Source: Trino 479
 * documentation, "Functions and operators", against DuckDB 2.0's. A function that is not here is refused.
 */
final class Functions {
    private static final Set<String> SAME = Set.of(
            // aggregates
            "array_agg",
            "avg",
            "bool_and",
            "bool_or",
            "count",
            "count_if",
            "max",
            "max_by",
            "min",
            "min_by",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "sum",
            "var_pop",
            "var_samp",
            "variance",
            // windows
            "cume_dist",
            "dense_rank",
            "first_value",
            "lag",
            "last_value",
            "lead",
            "nth_value",
            "ntile",
            "percent_rank",
            "rank",
            "row_number",
            // text
            "length",
            "lower",
            "lpad",
            "ltrim",
            "replace",
            "reverse",
            "rpad",
            "rtrim",
            "split",
            "starts_with",
            "strpos",
            "substr",
            "substring",
            "trim",
            "upper",
            // numbers
            "abs",
            "ceil",
            "ceiling",
            "exp",
            "floor",
            "ln",
            "log10",
            "log2",
            "mod",
            "pow",
            "power",
            "round",
            "sign",
            "sqrt",
            // time
            "day",
            "hour",
            "minute",
            "month",
            "quarter",
            "second",
            "year",
            // lists
            "contains");

    /** Called otherwise by DuckDB, or one of the macros of {@code macros.sql}. */
    private static final Map<String, String> RENAMED = renamed();

    private static final Map<String, String> ADVICE = Map.of(
            "concat", "it takes a null for an empty text there; use the operator ||",
            "greatest", "it leaves nulls out there; use CASE",
            "least", "it leaves nulls out there; use CASE",
            "date_parse", "use from_iso8601_timestamp for the platform's times",
            "split_part", "it answers '' there where Athena answers null; use element_at(split(…), n)",
            "json_extract_scalar", "no column of the platform holds JSON");

    private Functions() {}

    private static Map<String, String> renamed() {
        Map<String, String> renamed = new HashMap<>();
        SAME.forEach(name -> renamed.put(name, name));
        renamed.putAll(Map.ofEntries(
                Map.entry("approx_percentile", "quantile_disc"),
                Map.entry("approx_distinct", "athena_approx_distinct"),
                Map.entry("arbitrary", "any_value"),
                Map.entry("any_value", "any_value"),
                Map.entry("every", "bool_and"),
                Map.entry("cardinality", "len"),
                Map.entry("element_at", "list_extract"),
                Map.entry("date", "athena_date"),
                Map.entry("date_add", "athena_date_add"),
                Map.entry("date_diff", "date_sub"),
                Map.entry("date_format", "strftime"),
                Map.entry("date_trunc", "athena_date_trunc"),
                Map.entry("day_of_month", "day"),
                Map.entry("day_of_week", "isodow"),
                Map.entry("dow", "isodow"),
                Map.entry("day_of_year", "dayofyear"),
                Map.entry("doy", "dayofyear"),
                Map.entry("week", "week"),
                Map.entry("week_of_year", "week"),
                Map.entry("year_of_week", "isoyear"),
                Map.entry("yow", "isoyear"),
                Map.entry("from_iso8601_date", "athena_date"),
                Map.entry("from_iso8601_timestamp", "athena_timestamp"),
                Map.entry("from_unixtime", "to_timestamp"),
                Map.entry("to_unixtime", "epoch"),
                Map.entry("to_iso8601", "athena_to_iso8601"),
                Map.entry("regexp_like", "regexp_matches"),
                Map.entry("truncate", "trunc")));
        return Map.copyOf(renamed);
    }

    /** The engine's name, when it has the function. */
    static Optional<String> nameOf(String function) {
        return Optional.ofNullable(RENAMED.get(function));
    }

    /** What to do about a function that it has not. */
    static String advice(String function) {
        return ADVICE.getOrDefault(function, "write it without, or run the query on Athena");
    }
}
