package dev.darkroom.analytics;

import dev.darkroom.analytics.engine.Engine;
import dev.darkroom.analytics.engine.EngineSettings;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Entry point of the runner, which has a JVM of its own. Where the tables are it learns from its environment, as the
 * connector does on AWS. Exit codes: 0 answered, 2 not.
 */
@Command(
        name = "darkroom sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Ask in SQL what was done, for whom: Athena's dialect, over the DynamoDB tables and the archive.",
            "Without a statement, a prompt; from a pipe, the statements that it brings."
        },
        footerHeading = "%nWhere the tables are:%n",
        footer = {
            "      --dynamodb-port=PORT, --s3-port=PORT",
            "                        The platform's on this machine, if not the usual ones.",
            "      --aws --bucket=NAME",
            "                        An AWS account, by its credentials and AWS_REGION in the",
            "                          environment, and its stack's AnalyticsBucketName."
        })
final class Sql implements Callable<Integer> {
    static final int NOT_ANSWERED = 2;

    @Parameters(
            paramLabel = "STATEMENT",
            description = "A statement in quotes, or the name of a question (see --list).")
    private List<String> statement = List.of();

    @Option(names = "--list", description = "List the questions that have a name.")
    private boolean list;

    @Option(names = "--explain", description = "Tell how the tables would be read, and do not read them.")
    private boolean explain;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv, json or parquet (default: table).")
    private Format format = Format.TABLE;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the answer to this file.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--chart", description = "Draw the last column of numbers as bars.")
    private boolean chart;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "What current_timestamp is, such as 2026-12-01T00:00:00Z (default: now).")
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "What the engine holds in memory before it uses the disk (default: ${DEFAULT-VALUE}).")
    private String memory = "1GB";

    private final PrintStream terminal = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Sql() {}

    static void main(String[] arguments) {
        // The exit is said aloud: the AWS SDK leaves threads behind that would keep the JVM.
        System.exit(new CommandLine(new Sql())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr()
                            .println("darkroom: "
                                    + (failure instanceof QueryException ? failure.getMessage() : failure));
                    return NOT_ANSWERED;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path home = Path.of(System.getProperty("darkroom.home", ".")).resolve("analytics");
        Questions questions = Questions.in(home.resolve("sql"));
        if (list) {
            list(questions);
            return 0;
        }
        if (format == Format.PARQUET && output.isEmpty()) {
            throw new QueryException("Parquet is written to a file: name one with --output");
        }
        try (WorkDirectory work = WorkDirectory.create();
                Engine engine = Engine.start(settings(home, work.path()))) {
            Answers answers = new Answers(
                    engine,
                    questions,
                    asOf.map(moment -> Clock.fixed(moment, ZoneOffset.UTC)).orElseGet(Clock::systemUTC),
                    format,
                    output,
                    chart,
                    explain,
                    terminal);
            return answer(answers);
        }
    }

    private int answer(Answers answers) throws IOException {
        if (!statement.isEmpty()) {
            answers.answer(String.join(" ", statement));
            return 0;
        }
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            answers.answer(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            return 0;
        }
        return new Prompt(answers).run();
    }

    private EngineSettings settings(Path home, Path work) {
        Map<String, String> environment = System.getenv();
        String bucket = environment.get("ANALYTICS_BUCKET");
        if (bucket == null) {
            throw new QueryException("ANALYTICS_BUCKET has to name the bucket of the archive and of spilled answers");
        }
        return new EngineSettings(
                TableDefinition.readAll(
                        home.resolve("tables"),
                        Map.of(
                                "AnalyticsBucket",
                                bucket,
                                "ImagesTable",
                                environment.getOrDefault("IMAGES_TABLE", "images"),
                                "CustomerStatsTable",
                                environment.getOrDefault("CUSTOMER_STATS_TABLE", "customer-stats"))),
                Questions.in(home.resolve("views")).questions().stream()
                        .collect(Collectors.toMap(Questions.Question::name, Questions.Question::sql)),
                bucket,
                memory,
                work);
    }

    private void list(Questions questions) {
        int widest = questions.questions().stream()
                .mapToInt(question -> question.name().length())
                .max()
                .orElse(1);
        questions
                .questions()
                .forEach(question -> terminal.printf("%-" + widest + "s  %s%n", question.name(), question.text()));
    }
}
