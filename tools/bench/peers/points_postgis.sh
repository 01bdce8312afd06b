#!/bin/bash
# Ten million points to 33,000 areas with group means in PostGIS, in a cluster
# of its own that is removed afterwards: the million points are copied ten
# times, then joined and averaged. usage: points_postgis.sh DIR
set -e
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
dir=$(mktemp -d /tmp/points_postgis.XXXXXX)
run() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$dir"
run "$bin/initdb" -D "$dir/data" -A trust -U postgres >/dev/null
trap 'run "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null; rm -rf "$dir"' EXIT
run "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-k $dir -h '' -c shared_buffers=1GB -c work_mem=256MB -c maintenance_work_mem=512MB -c max_parallel_workers_per_gather=2 -c fsync=off -c jit=off" start >/dev/null
sql() { psql -q -v ON_ERROR_STOP=1 -h "$dir" -U postgres "$@"; }
sql >/dev/null <<S
create extension postgis;
create unlogged table t(area text, wkt text);
\copy t from program 'zcat $1/areas_simple.wkt.csv.gz' csv header delimiter '|'
create unlogged table areas as select area, st_geomfromtext(wkt,27700) g from t;
create index on areas using gist(g);
vacuum analyze areas;
create unlogged table pts(x float8,y float8,income float8,age smallint,emp smallint,ill smallint,qual smallint,crowd float8);
S
t0=$(date +%s.%N)
for k in 1 2 3 4 5 6 7 8 9 10; do echo "\\copy pts from program 'zcat $1/points_1m.csv.gz' csv header"; done | sql
sql -c 'analyze pts'
t1=$(date +%s.%N)
got=$(sql -At -c "select sum(c) from (select a.area,count(*) c,avg(income),avg(age),avg(emp),avg(ill),avg(qual),avg(crowd) from pts p join areas a on st_contains(a.g,st_setsrid(st_makepoint(p.x,p.y),27700)) group by 1) q")
t2=$(date +%s.%N)
[ "$got" -ge 9990000 ] || { echo "only $got points found" >&2; exit 1; }
echo "{\"step\":\"copy\",\"s\":$(echo "$t1 - $t0" | bc)}"
echo "{\"step\":\"join\",\"s\":$(echo "$t2 - $t1" | bc)}"
