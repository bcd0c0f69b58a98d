package dev.darkroom.schemas.serde;

import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The ways to read a record. All readers are Avro's "fast" ones: they work out once how the writer's fields become the
 * reader's, and unlike {@code SpecificDatumReader} keep nothing per thread, which would be lost on virtual threads.
 */
final class RecordReaders {
    private RecordReaders() {}

    /** As this generated class, whatever version of it was written. */
    static <T> RecordDecoder.Readers<T> of(Class<T> type) {
        TrustedRecords.trustPackageOf(type);
        SpecificData model = SpecificData.getForClass(type);
        Schema readerSchema = model.getSchema(type);
        return writerSchema -> reader(model, writerSchema, readerSchema);
    }

    /** As the generated class of the writer's name. Only classes of trusted packages are ever loaded. */
    static RecordDecoder.Readers<SpecificRecord> byName() {
        TrustedRecords.trustPackageOf(dev.darkroom.schemas.Lane.class);
        return writerSchema -> {
            Class<?> type = SpecificData.get().getClass(writerSchema);
            if (type == null) {
                throw new AvroTypeException("No class " + writerSchema.getFullName() + " on the class path");
            }
            SpecificData model = SpecificData.getForClass(type);
            return reader(model, writerSchema, model.getSchema(type));
        };
    }

    /** As the writer wrote it. */
    static RecordDecoder.Readers<GenericRecord> generic() {
        return writerSchema -> {
            if (writerSchema.getType() != Schema.Type.RECORD) {
                throw new AvroTypeException("It is no record but a " + writerSchema.getType());
            }
            return reader(GenericData.get(), writerSchema, writerSchema);
        };
    }

    private static <T> RecordDecoder.Reader<T> reader(GenericData model, Schema writerSchema, Schema readerSchema)
            throws IOException {
        DatumReader<T> reader = new FastReaderBuilder(model).createDatumReader(writerSchema, readerSchema);
        return in -> reader.read(null, in);
    }
}
