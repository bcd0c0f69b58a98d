package dev.darkroom.localstack.template;

/** The template cannot be read; the message names the file, the line and what to change. */
public final class TemplateException extends RuntimeException {
    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
