-- Statistics that a nightly job refreshes. Days are those of the session that refreshes, as upstream has it.

CREATE MATERIALIZED VIEW poststats AS
SELECT
  userid,
  to_timestamp(createat / 1000)::date AS day,
  count(*) AS numposts,
  max(createat) AS lastpostdate
FROM posts
GROUP BY userid, day;
CREATE INDEX idx_poststats_userid ON poststats (userid);

CREATE MATERIALIZED VIEW posts_by_team_day AS
SELECT to_timestamp(posts.createat / 1000)::date AS day, count(*) AS num, channels.teamid
FROM posts
JOIN channels ON channels.id = posts.channelid
GROUP BY day, channels.teamid;

CREATE MATERIALIZED VIEW bot_posts_by_team_day AS
SELECT to_timestamp(posts.createat / 1000)::date AS day, count(*) AS num, channels.teamid
FROM posts
JOIN bots ON bots.userid = posts.userid
JOIN channels ON channels.id = posts.channelid
GROUP BY day, channels.teamid;

CREATE MATERIALIZED VIEW file_stats AS
SELECT count(*) AS num, coalesce(sum(size), 0) AS usage
FROM fileinfo
WHERE deleteat = 0;

-- The attributes of each target as one object. A choice is stored as the id of an option and shown as its name.
CREATE MATERIALIZED VIEW attributeview AS
SELECT
  v.groupid,
  v.targetid,
  v.targettype,
  jsonb_object_agg(
    f.name,
    CASE
      WHEN f.type = 'select' THEN (
        SELECT to_jsonb(o.option ->> 'name')
        FROM jsonb_path_query(f.attrs, '$.options[*]') AS o (option)
        WHERE o.option ->> 'id' = v.value #>> '{}'
        LIMIT 1
      )
      WHEN f.type = 'multiselect' AND jsonb_typeof(v.value) = 'array' THEN (
        SELECT jsonb_agg(o.option -> 'name')
        FROM jsonb_path_query(f.attrs, '$.options[*]') AS o (option)
        WHERE v.value @> jsonb_build_array(o.option -> 'id')
      )
      ELSE v.value
    END
  ) AS attributes
FROM propertyvalues AS v
LEFT JOIN propertyfields AS f ON f.id = v.fieldid
WHERE coalesce(v.deleteat, 0) = 0 AND coalesce(f.deleteat, 0) = 0
GROUP BY v.groupid, v.targetid, v.targettype;
