package dev.darkroom.schemas.history;

import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;

/** Avro's place in a schema, {@code /fields/14/type/items/fields/5}, as people say it: {@code variants[].width}. */
final class FieldPath {
    private FieldPath() {}

    static String of(Schema schema, String location) {
        StringBuilder path = new StringBuilder();
        Iterator<String> steps = List.of(location.split("/")).iterator();
        Schema here = schema;
        while (steps.hasNext()) {
            String step = steps.next();
            switch (step) {
                case "fields" -> {
                    if (steps.hasNext()) {
                        Schema.Field field = here.getFields().get(Integer.parseInt(steps.next()));
                        path.append(path.isEmpty() ? "" : ".").append(field.name());
                        here = field.schema();
                    }
                }
                case "items" -> {
                    path.append("[]");
                    here = here.getElementType();
                }
                case "values" -> {
                    path.append("{}");
                    here = here.getValueType();
                }
                default -> {
                    // A number is a branch of a union; "", "type", "symbols" and the like stay where we are.
                    if (here.isUnion() && step.matches("\\d+")) {
                        here = here.getTypes().get(Integer.parseInt(step));
                    }
                }
            }
        }
        return path.toString();
    }
}
