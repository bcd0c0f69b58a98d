-- How many images did each customer send this ISO week and the one before, and by how much did that change?
SELECT
    customer_id,
    count_if(week = this_week) AS this_week,
    count_if(week = date_add('week', -1, this_week)) AS week_before,
    count_if(week = this_week) - count_if(week = date_add('week', -1, this_week)) AS change
FROM (
    SELECT
        customer_id,
        date_trunc('week', date(from_iso8601_timestamp(finished_at))) AS week,
        date_trunc('week', current_date) AS this_week
    FROM dynamodb.darkroom.images
) AS weekly
WHERE week >= date_add('week', -1, this_week)
GROUP BY 1
ORDER BY 4 DESC, 1
