-- Every image that reached its end: from DynamoDB, and those that only the archive has from there.
SELECT image_id, customer_id, outcome, lane, "function", stage, reason, detail, attempts, content_type, size_bytes,
    sha256, width, height, source_name, received_at, finished_at, processing_millis, duplicate_of, variants
FROM (
    SELECT *,
        -- an image has one customer, and by both a lookup of either is handed down to DynamoDB
        row_number() OVER (PARTITION BY image_id, customer_id ORDER BY age, finished_at DESC) AS choice
    FROM (
        SELECT 0 AS age, image_id, customer_id, outcome, lane, "function", stage, reason, detail, attempts,
            content_type, size_bytes, sha256, width, height, source_name, received_at, finished_at,
            processing_millis, duplicate_of, variants
        FROM dynamodb.darkroom.images
        UNION ALL
        SELECT 1, image_id, customer_id, 'processed', lane, "function", CAST(NULL AS varchar), CAST(NULL AS varchar),
            CAST(NULL AS varchar), attempts, content_type, size_bytes, sha256, width, height, source_name,
            to_iso8601(received_at) || 'Z', to_iso8601(finished_at) || 'Z', processing_millis, duplicate_of, variants
        FROM awsdatacatalog.darkroom.processed_images_archive
        UNION ALL
        SELECT 1, image_id, customer_id, 'failed', lane, "function", stage, reason, detail, attempts, content_type,
            size_bytes, sha256, CAST(NULL AS integer), CAST(NULL AS integer), source_name,
            to_iso8601(received_at) || 'Z', to_iso8601(finished_at) || 'Z', CAST(NULL AS bigint), duplicate_of, NULL
        FROM awsdatacatalog.darkroom.failed_images_archive
    ) AS stored
) AS ranked
WHERE choice = 1
