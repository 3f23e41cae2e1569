import { Level } from "@/domain/contract/status";
import type { Sample } from "@/domain/metrics-text";
import { labelled, metric } from "@/domain/metrics-text";
import type { Context } from "./context";
import { requests } from "./request-counts";
import { getStatus } from "./status";

/** Figures of the process and of the networks in the text format of Prometheus, version 0.0.4. */
export async function metricsText(context: Context): Promise<string> {
  const { version, networks } = await getStatus(context, null);
  const { _max: last } = await context.db.event.aggregate({ _max: { seq: true } });
  const cpu = process.cpuUsage();
  const perNetwork = (value: (network: (typeof networks)[number]) => number): Sample[] =>
    networks.map((network) => [labelled({ network: network.slug }), value(network)]);
  return [
    metric("vigie_version", "gauge", "Version of the published state.", [["", version]]),
    metric("vigie_events_total", "counter", "Events recorded.", [["", last.seq ?? 0]]),
    metric(
      "vigie_network_health_percent",
      "gauge",
      "Health; NaN where it is not known.",
      perNetwork(({ health }) => health ?? Number.NaN),
    ),
    metric(
      "vigie_network_level",
      "gauge",
      `0 to 4: ${Level.options.join(", ")}.`,
      perNetwork(({ level }) => Level.options.indexOf(level)),
    ),
    metric(
      "vigie_network_addresses_sending",
      "gauge",
      "Sending addresses.",
      perNetwork(({ sending }) => sending),
    ),
    metric(
      "vigie_network_addresses_blocked",
      "gauge",
      "Sending addresses that are blocked.",
      perNetwork(({ blocked }) => blocked),
    ),
    metric(
      "vigie_network_addresses_unknown",
      "gauge",
      "Sending addresses of which it is not known.",
      perNetwork(({ unknown }) => unknown),
    ),
    metric(
      "vigie_network_verified",
      "gauge",
      "1 where the figures are verified.",
      perNetwork(({ verified }) => Number(verified)),
    ),
    metric("vigie_http_requests_total", "counter", "Requests answered.", [...requests()]),
    metric("process_cpu_seconds_total", "counter", "CPU time spent.", [["", (cpu.user + cpu.system) / 1e6]]),
    metric("process_resident_memory_bytes", "gauge", "Memory in use.", [["", process.memoryUsage.rss()]]),
    metric("process_uptime_seconds", "gauge", "Since the start of the process.", [["", process.uptime()]]),
  ].join("");
}
