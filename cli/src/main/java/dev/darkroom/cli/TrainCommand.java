package dev.darkroom.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The run that the start-up caches are made from: everything that {@code up} and {@code demo} do, in a place of its own.
 * What a class path's first run loads and links is written down when the JVMs end, and not done again by later ones.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        try (PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            CommandLine demo = new CommandLine(new DemoCommand());
            demo.setOut(nowhere);
            return demo.execute("--ephemeral", "--any-ports", "--exit");
        }
    }
}
