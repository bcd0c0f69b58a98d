"""Reads processed-images as a stranger would: librdkafka, an Avro library, the schema's text and one rule.

The rule: a value starts with 18 bytes (0x03, a compression byte, the 16 bytes of the schema version's id);
what follows is plain Avro binary.

usage: read_processed_images.py BOOTSTRAP_SERVERS SCHEMA_FILE COUNT
Prints COUNT records as JSON, one a line, or exits with 1 when they have not come within 30 seconds.
"""

import io
import json
import sys
import time

import fastavro
from confluent_kafka import Consumer

HEADER_BYTES = 18


def main(bootstrap_servers, schema_file, count):
    with open(schema_file, encoding="utf-8") as file:
        schema = fastavro.parse_schema(json.load(file))
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap_servers,
            "group.id": "a-stranger",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe(["processed-images"])
    deadline = time.monotonic() + 30
    read = 0
    while read < count and time.monotonic() < deadline:
        message = consumer.poll(1.0)
        if message is None or message.error():
            continue
        value = message.value()
        assert value[0] == 3 and value[1] == 0, value[:2]
        record = fastavro.schemaless_reader(io.BytesIO(value[HEADER_BYTES:]), schema)
        assert message.key().decode() == record["image_id"]
        print(json.dumps(record, default=str), flush=True)
        read += 1
    consumer.close()
    return 0 if read == count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
