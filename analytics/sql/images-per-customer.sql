-- How many images of which type were processed, for which customer, on which day?
SELECT
    customer_id,
    date(from_iso8601_timestamp(finished_at)) AS day,
    content_type,
    count_if(outcome = 'processed') AS processed,
    count_if(outcome = 'failed') AS failed,
    count(*) AS images
FROM dynamodb.darkroom.images
GROUP BY 1, 2, 3
ORDER BY 2 DESC, 1, 3
