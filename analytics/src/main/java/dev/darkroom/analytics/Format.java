package dev.darkroom.analytics;

/** How an answer is written. */
enum Format {
    /** For people: columns side by side. */
    TABLE(""),
    CSV("FORMAT csv, HEADER true"),
    /** A list of objects. */
    JSON("FORMAT json, ARRAY true"),
    /** Into a file only. */
    PARQUET("FORMAT parquet");

    private final String copyOptions;

    Format(String copyOptions) {
        this.copyOptions = copyOptions;
    }

    /** As options of DuckDB's COPY. */
    String copyOptions() {
        return copyOptions;
    }
}
