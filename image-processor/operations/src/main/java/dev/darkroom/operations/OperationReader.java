package dev.darkroom.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.operations.Operation.Resize;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads single operations. */
final class OperationReader {
    private static final int MOST_OPERATIONS = 16;
    private static final int LONGEST_SIDE = 16_384;
    private static final int LARGEST_WATERMARK = 128 * 1024;
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    private OperationReader() {}

    static List<Operation> operations(String where, JsonNode list) throws InvalidOperationsException {
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > MOST_OPERATIONS) {
            throw new InvalidOperationsException(where + ": operations must be a list of at most " + MOST_OPERATIONS);
        }
        List<Operation> operations = new ArrayList<>();
        for (JsonNode item : list) {
            String here = where + ", operation " + (operations.size() + 1);
            if (!item.isObject() || item.size() != 1) {
                throw new InvalidOperationsException(here
                        + ": must be an object with one field, the operation's name, but is " + Fields.shown(item));
            }
            String name = item.fieldNames().next();
            operations.add(operation(here, name, item.get(name)));
        }
        return operations;
    }

    private static Operation operation(String where, String name, JsonNode value) throws InvalidOperationsException {
        Fields fields = new Fields(where + " (" + Fields.clipped(name) + ")", value);
        Operation operation = switch (name) {
            case "resize" -> resize(fields);
            case "crop" ->
                new Operation.Crop(
                        fields.integer("left", 0, Integer.MAX_VALUE),
                        fields.integer("top", 0, Integer.MAX_VALUE),
                        new Size(fields.integer("width", 1, LONGEST_SIDE), fields.integer("height", 1, LONGEST_SIDE)));
            case "rotate" -> rotate(fields);
            case "flip" -> new Operation.Flip(fields.choice("direction", Direction.class) == Direction.HORIZONTAL);
            case "background" -> new Operation.Background(color(fields));
            case "blur" -> new Operation.Blur(fields.number("sigma", 0.3, 100, 2));
            case "sharpen" -> new Operation.Sharpen(fields.number("sigma", 0.3, 10, 1));
            case "watermark" -> watermark(fields);
            default ->
                throw fields.bad("there is no such operation; there are resize, crop, rotate, flip, background, blur, "
                        + "sharpen and watermark");
        };
        fields.end();
        return operation;
    }

    private enum Direction {
        HORIZONTAL,
        VERTICAL
    }

    private static Resize resize(Fields fields) throws InvalidOperationsException {
        OptionalInt width = fields.optionalInteger("width", 1, LONGEST_SIDE);
        OptionalInt height = fields.optionalInteger("height", 1, LONGEST_SIDE);
        Resize.Fit fit = fields.choice("fit", Resize.Fit.FIT);
        if (width.isEmpty() && height.isEmpty()) {
            throw fields.bad("width, height or both must be given");
        }
        if (fit != Resize.Fit.FIT && (width.isEmpty() || height.isEmpty())) {
            throw fields.bad("fill and cover need both width and height");
        }
        boolean positioned = fields.has("position");
        if (positioned && fit != Resize.Fit.COVER) {
            throw fields.bad("position goes with fit 'cover' only");
        }
        return new Resize(
                new Size(width.orElse(LONGEST_SIDE), height.orElse(LONGEST_SIDE)),
                fit,
                fields.choice("position", Position.CENTER),
                fields.flag("enlarge"));
    }

    private static Operation.Rotate rotate(Fields fields) throws InvalidOperationsException {
        int degrees = fields.integer("degrees", 90, 270);
        if (degrees % 90 != 0) {
            throw fields.bad("degrees must be 90, 180 or 270, but is " + degrees);
        }
        return new Operation.Rotate(degrees);
    }

    private static Color color(Fields fields) throws InvalidOperationsException {
        String text = fields.text("color");
        if (!COLOR.matcher(text).matches()) {
            throw fields.bad("color must be like #ffcc00, but is '" + Fields.clipped(text) + "'");
        }
        return Color.of(Integer.parseInt(text.substring(1), 16));
    }

    private static Operation.Watermark watermark(Fields fields) throws InvalidOperationsException {
        String base64 = fields.text("image");
        byte[] image;
        try {
            image = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw fields.bad("image must be an image file in base64");
        }
        if (image.length == 0 || image.length > LARGEST_WATERMARK) {
            throw fields.bad("image must have 1 to " + LARGEST_WATERMARK + " bytes, but has " + image.length);
        }
        Position position = fields.choice("position", Position.SOUTH_EAST);
        if (position == Position.SMART) {
            throw fields.bad("position must be a fixed one, not smart");
        }
        return new Operation.Watermark(
                base64, position, fields.number("width", 1, 100, 25), fields.number("opacity", 0.01, 1, 1));
    }

    static Format format(String where, JsonNode value) throws InvalidOperationsException {
        Fields fields = new Fields(where, value);
        Format.Type type = fields.choice("type", Format.Type.class);
        if (!type.hasQuality() && (fields.has("quality") || fields.has("maxBytes"))) {
            throw fields.bad("quality and maxBytes go with jpeg, webp and avif only");
        }
        boolean animated = fields.flag("animated");
        if (animated && !type.hasFrames()) {
            throw fields.bad("animated goes with webp and gif only");
        }
        int usual = type == Format.Type.AVIF ? 50 : 80;
        Format format = new Format(
                type,
                fields.optionalInteger("quality", 1, 100).orElse(usual),
                fields.optionalInteger("maxBytes", 500, 100_000_000),
                fields.optionalInteger("effort", 0, 9),
                animated);
        fields.end();
        return format;
    }
}
