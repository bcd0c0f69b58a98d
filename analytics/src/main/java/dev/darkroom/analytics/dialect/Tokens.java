package dev.darkroom.analytics.dialect;

import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.sql.tree.NodeLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** A statement's words, each of which may be replaced; all between them stays as it was written. */
final class Tokens {
    private final String text;
    private final List<Token> tokens;
    private final Map<Integer, String> replaced = new TreeMap<>();

    private Tokens(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static Tokens of(String text) {
        SqlBaseLexer lexer = new SqlBaseLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        lexer.getAllTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .forEach(tokens::add);
        return new Tokens(text, tokens);
    }

    /** The statements of a text, which semicolons part. */
    static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        int start = 0;
        for (Token token : of(text).tokens) {
            if (token.getText().equals(";")) {
                statements.add(text.substring(start, token.getStartIndex()));
                start = token.getStopIndex() + 1;
            }
        }
        statements.add(text.substring(start));
        return statements.stream()
                .filter(statement -> !of(statement).tokens.isEmpty())
                .toList();
    }

    /** The index of the token at a node's place. */
    int at(NodeLocation location) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.getLine() == location.getLineNumber()
                    && token.getCharPositionInLine() + 1 == location.getColumnNumber()) {
                return i;
            }
        }
        throw new IllegalStateException(
                "No word at line " + location.getLineNumber() + ":" + location.getColumnNumber());
    }

    String text(int index) {
        return tokens.get(index).getText();
    }

    void replace(int index, String with) {
        replaced.put(index, with);
    }

    /** The index of the parenthesis that closes the one at {@code open}. */
    int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (text(i).equals("(")) {
                depth++;
            } else if (text(i).equals(")") && --depth == 0) {
                return i;
            }
        }
        throw new IllegalStateException("No closing parenthesis");
    }

    /** The statement with its replacements. */
    String changed() {
        StringBuilder changed = new StringBuilder();
        int from = 0;
        for (Map.Entry<Integer, String> replacement : replaced.entrySet()) {
            Token token = tokens.get(replacement.getKey());
            changed.append(text, from, token.getStartIndex()).append(replacement.getValue());
            from = token.getStopIndex() + 1;
        }
        return changed.append(text.substring(from)).toString();
    }
}
