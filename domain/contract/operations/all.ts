import type { Operation } from "@/domain/contract/operation";
import * as declaring from "./declaring";
import * as events from "./events";
import { feedOperations } from "./feeds";
import * as incidents from "./incidents";
import * as server from "./server";
import * as status from "./status";

/** Every operation, in the order in which they are told. */
export const operations: readonly Operation[] = [
  status.getStatusOperation,
  status.streamStatusOperation,
  status.getHealthOperation,
  status.getAddressOperation,
  status.listTimelineOperation,
  incidents.listIncidentsOperation,
  incidents.getIncidentOperation,
  incidents.openIncidentOperation,
  incidents.editIncidentOperation,
  incidents.postUpdateOperation,
  incidents.editUpdateOperation,
  incidents.redactUpdateOperation,
  events.postEventsOperation,
  events.listEventsOperation,
  events.postHeartbeatOperation,
  declaring.listNetworksOperation,
  declaring.getNetworkOperation,
  declaring.putNetworkOperation,
  declaring.deleteNetworkOperation,
  declaring.listSourcesOperation,
  declaring.getSourceOperation,
  declaring.putSourceOperation,
  declaring.deleteSourceOperation,
  ...feedOperations,
  server.getOpenapiOperation,
  server.getHealthzOperation,
  server.getReadyzOperation,
  server.getMetricsOperation,
  server.getReplayOperation,
  server.setReplayOperation,
];
