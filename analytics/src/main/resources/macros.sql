-- Athena's functions that DuckDB has in another form. Times of the platform are UTC.
CREATE MACRO athena_approx_distinct(x) AS count(DISTINCT x);
CREATE MACRO athena_date(x) AS CAST(x AS DATE);
CREATE MACRO athena_timestamp(x) AS CAST(x AS TIMESTAMPTZ);
CREATE MACRO athena_date_trunc(unit, x DATE) AS CAST(date_trunc(unit, x) AS DATE),
  (unit, x TIMESTAMP) AS date_trunc(unit, x),
  (unit, x TIMESTAMPTZ) AS date_trunc(unit, x);
CREATE MACRO athena_interval(unit, n) AS CASE lower(unit)
  WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n)
  WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'week' THEN to_days(CAST(7 * n AS INTEGER))
  WHEN 'month' THEN to_months(CAST(n AS INTEGER)) WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER))
  WHEN 'year' THEN to_years(CAST(n AS INTEGER)) ELSE error('date_add knows no unit ' || unit) END;
CREATE MACRO athena_date_add(unit, n, x DATE) AS CAST(x + athena_interval(unit, n) AS DATE),
  (unit, n, x TIMESTAMP) AS x + athena_interval(unit, n),
  (unit, n, x TIMESTAMPTZ) AS x + athena_interval(unit, n);
CREATE MACRO athena_to_iso8601(x DATE) AS CAST(x AS VARCHAR),
  (x TIMESTAMP) AS strftime(x, '%Y-%m-%dT%H:%M:%S.%g'),
  (x TIMESTAMPTZ) AS strftime(x, '%Y-%m-%dT%H:%M:%S.%gZ');
