-- SPDX-License-Identifier: GPL-3.0-or-later
-- wrk's part of the benchmark of Home: signs the requests, and ends with one line of figures:
-- answers, answers a second, median, p99 and longest in milliseconds, answers that were no 200 or
-- failed.
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOLL_BENCH_TOKEN")

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("figures %d %.0f %.2f %.2f %.2f %d\n",
    summary.requests, summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
