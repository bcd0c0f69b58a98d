package dev.darkroom.imagecollection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart/form-data body under construction. */
final class Form {
    static final String CONTENT_TYPE = "multipart/form-data; boundary=a-boundary";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form field(String name, String value) {
        write("--a-boundary\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    Form file(String filename, byte[] content) {
        write("--a-boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                + "\"\r\nContent-Type: image/jpeg\r\n\r\n");
        bytes.writeBytes(content);
        write("\r\n");
        return this;
    }

    byte[] end() {
        write("--a-boundary--\r\n");
        return bytes.toByteArray();
    }

    byte[] withoutEnd() {
        return bytes.toByteArray();
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
