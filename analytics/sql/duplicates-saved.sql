-- How many images needed no work because the same one had been worked on, and how much work was that?
SELECT
    duplicate.customer_id,
    count(*) AS duplicates,
    sum(duplicate.size_bytes) AS bytes_not_processed,
    sum(original.processing_millis) AS millis_not_spent
FROM dynamodb.darkroom.images AS duplicate
LEFT JOIN dynamodb.darkroom.images AS original ON original.image_id = duplicate.duplicate_of
WHERE duplicate.duplicate_of IS NOT NULL
GROUP BY 1
ORDER BY 2 DESC, 1
