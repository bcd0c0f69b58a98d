package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.RequestContext;

/**
 * A form (multipart/form-data, RFC 7578) with one image or several. Its fields {@code function} and {@code operations}
 * hold for the files after them. Each file is taken in while it comes, one after the other, and each on its own: what is
 * wrong with one does not touch the others.
 */
final class FormUpload {
    private static final int MOST_FILES = 100;
    private static final int MOST_PARTS = 2 * MOST_FILES;
    private static final int LONGEST_PART_HEADERS = 4 << 10;
    private static final int LONGEST_FIELD = 16 << 10;

    private final Intake intake;
    private final BodyRules rules;
    private final AcceptedAnswer answer;

    FormUpload(Intake intake, BodyRules rules, AcceptedAnswer answer) {
        this.intake = intake;
        this.rules = rules;
        this.answer = answer;
    }

    /** @throws ProblemException when the request is no such form, or not one of its files was accepted */
    FormAnswer accept(ServerRequest request, Upload upload) {
        if (!upload.declaredContentType().orElse("").toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new Problem(
                            "unsupported-media-type",
                            415,
                            "Send the image itself as the body, or a multipart/form-data.")
                    .exception();
        }
        FormAnswer form = new FormAnswer(answer);
        try {
            readParts(iterator(request), upload, form);
        } catch (ProblemException e) {
            form.broken(e);
        } catch (FileUploadException | IOException | RuntimeException e) {
            form.broken(broken(e));
        }
        return form.orThrow();
    }

    private void readParts(FileItemIterator parts, Upload upload, FormAnswer form)
            throws FileUploadException, IOException {
        Upload current = upload;
        for (int count = 1; parts.hasNext(); count++) {
            FileItemStream part = parts.next();
            if (count > MOST_PARTS || (form.files() == MOST_FILES && !part.isFormField())) {
                throw new Problem("too-many-parts", 413, "A form may have " + MOST_FILES + " files at most.")
                        .exception();
            }
            if (part.isFormField()) {
                current = with(current, part);
            } else if (!acceptFile(current, part, form)) {
                return;
            }
        }
        if (form.files() == 0) {
            throw new Problem("no-file", 400, "The form holds no file: give at least one part a filename.").exception();
        }
    }

    /** Whether to go on with the next file. */
    private boolean acceptFile(Upload upload, FileItemStream part, FormAnswer form) throws IOException {
        Optional<String> name = Optional.empty();
        try {
            name = Optional.ofNullable(part.getName())
                    .filter(text -> !text.isEmpty())
                    .map(UploadParameters::name);
            int number = form.files();
            Upload file = upload.with(name, upload.idempotencyKey().map(key -> key + "\0" + number));
            InputStream bytes = part.openStream();
            form.accepted(name, intake.accept(file, rules.body(bytes, ImageBody.UNKNOWN, upload.customerId())));
            return true;
        } catch (ProblemException e) {
            form.refused(name, e.problem());
            // What is away stays away for the next file, and a body that broke off has none.
            return e.problem().status() < 500 && !(e.getCause() instanceof IOException);
        }
    }

    private static Upload with(Upload upload, FileItemStream part) throws IOException {
        byte[] bytes = part.openStream().readNBytes(LONGEST_FIELD + 1);
        if (bytes.length > LONGEST_FIELD) {
            throw new Problem("bad-form", 400, "A field of the form has more than " + LONGEST_FIELD + " bytes.")
                    .exception();
        }
        String value = new String(bytes, StandardCharsets.UTF_8);
        return switch (part.getFieldName()) {
            case "function" ->
                upload.withFunction(
                        Optional.of(value).filter(text -> !text.isEmpty()).map(UploadParameters::function));
            case "operations" ->
                upload.withOperations(
                        Optional.of(value).filter(text -> !text.isEmpty()).map(UploadParameters::operations));
            case null, default ->
                throw new Problem(
                                "bad-form",
                                400,
                                "A form's fields are function and operations; give an image's part a filename.")
                        .exception();
        };
    }

    private static FileItemIterator iterator(ServerRequest request) throws FileUploadException, IOException {
        FileUpload reader = new FileUpload();
        reader.setPartHeaderSizeMax(LONGEST_PART_HEADERS);
        reader.setHeaderEncoding(StandardCharsets.UTF_8.name());
        return reader.getItemIterator(new FormRequest(
                request.headers().first(HeaderNames.CONTENT_TYPE).orElse(""),
                request.content().inputStream()));
    }

    private static ProblemException broken(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyRefusedException refused) {
                return refused.refusal();
            }
            if (cause instanceof SocketTimeoutException) {
                return new Problem("body-too-slow", 408, "The form stopped coming. Send it again.").exception(e);
            }
        }
        if (e instanceof RuntimeException surprise && !(e instanceof UncheckedIOException)) {
            throw surprise;
        }
        return new Problem("bad-form", 400, "The form cannot be read: " + e.getMessage()).exception(e);
    }

    private record FormRequest(String getContentType, InputStream getInputStream) implements RequestContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        @Deprecated
        @SuppressWarnings("InlineMeSuggester")
        public int getContentLength() {
            return -1;
        }
    }
}
