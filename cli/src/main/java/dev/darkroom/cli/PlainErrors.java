package dev.darkroom.cli;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One sentence for the person at the terminal; the stack trace goes to the log. */
final class PlainErrors implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        LogDirectory.set(Path.of(System.getProperty("java.io.tmpdir", ".")));
        LoggerFactory.getLogger(PlainErrors.class).error("Command failed", failure);
        command.getErr().println("darkroom: " + sentence(failure));
        command.getErr().println("(more in " + LogDirectory.file() + ")");
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
