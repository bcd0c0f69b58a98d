package dev.darkroom.schemas;

/** The names of the topics; their settings are in {@code msk-config/topics.yaml}. */
public final class Topics {
    public static final String RAW_IMAGES = "raw-images";
    public static final String IMAGE_TASKS_EXPRESS = "image-tasks-express";
    public static final String IMAGE_TASKS_STANDARD = "image-tasks-standard";
    public static final String IMAGE_TASKS_BULK = "image-tasks-bulk";
    public static final String TASK_OUTCOMES = "task-outcomes";
    public static final String TASK_FAILURES = "task-failures";
    public static final String PROCESSED_IMAGES = "processed-images";
    public static final String FAILED_IMAGES = "failed-images";
    public static final String CUSTOMERS = "customers";
    public static final String CUSTOMER_STATS = "customer-stats";
    public static final String COMMANDS = "commands";
    public static final String DEAD_LETTERS = "dead-letters";

    private Topics() {}
}
