#!/bin/bash
# load.sh BASE RATE SECONDS
#
# Mixed pages, map data and files of the public site with wrk, at a steady
# rate: each of the connections waits between requests so that together they
# ask RATE times a second. Fails where an answer is no 200 or the 99th
# percentile is 50 ms or more.
set -e -o pipefail
base=$1 rate=$2 seconds=$3 connections=50
script=$(mktemp)
trap 'rm -f "$script"' EXIT
cat >"$script" <<LUA
local n = 0
local wait = 1000 * $connections / $rate
local paths = {}
for i = 1, 100 do
  local code = string.format("%03d", 3 * i)
  table.insert(paths, "/da/omraade/" .. code)
  table.insert(paths, "/en/area/" .. code)
  if i % 4 == 0 then table.insert(paths, "/da/omraade/" .. code .. ".json") end
  if i % 4 == 1 then table.insert(paths, "/en/area/" .. code .. ".csv") end
  table.insert(paths, "/da/tal/minby-low-income.area." .. code .. ".2025")
end
for _, p in ipairs({"/da/", "/en/", "/da/kort", "/en/map", "/da/kort?v=minby-low-income", "/da/kort/graenser.json", "/da/screening", "/en/state-lists", "/da/maal", "/en/data", "/da/indikator/minby-low-income", "/da/kort.json"}) do
  for i = 1, 4 do table.insert(paths, p) end
end
math.randomseed(7)
function delay() return math.random(0, 2 * wait) end
function request()
  n = n + 1
  return wrk.format("GET", paths[math.random(#paths)], {["Accept-Encoding"] = "br"})
end
local bad = 0
function response(status) if status ~= 200 then bad = bad + 1 end end
function setup(thread) threads = threads or {}; table.insert(threads, thread) end
function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  local p99 = latency:percentile(99) / 1000
  print(string.format("%.0f requests a second, %d requests, %d failed; median %.1f ms, p99 %.1f ms, largest %.1f ms",
    summary.requests / (summary.duration / 1e6), summary.requests, failed, latency:percentile(50) / 1000, p99, latency.max / 1000))
  if failed > 0 or p99 >= 50 then os.exit(1) end
end
LUA
wrk -t1 -c$connections -d${seconds}s --latency -s "$script" "$base" | grep "requests a second"
