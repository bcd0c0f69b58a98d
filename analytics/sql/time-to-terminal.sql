-- How long did images take from being accepted to their end, in milliseconds, by lane and outcome?
SELECT
    coalesce(lane, 'none') AS lane,
    outcome,
    count(*) AS images,
    approx_percentile(millis, 0.5) AS p50_millis,
    approx_percentile(millis, 0.95) AS p95_millis,
    approx_percentile(millis, 0.99) AS p99_millis,
    max(millis) AS max_millis
FROM (
    SELECT
        lane,
        outcome,
        date_diff('millisecond', from_iso8601_timestamp(received_at), from_iso8601_timestamp(finished_at)) AS millis
    FROM dynamodb.darkroom.images
    WHERE received_at IS NOT NULL
) AS ended
GROUP BY 1, 2
ORDER BY 1, 2
