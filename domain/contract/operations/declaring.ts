import { ListQuery, listOf } from "@/domain/contract/list";
import { NetworkAnswer, NetworkBody } from "@/domain/contract/network";
import { json, NoQuery, read, write } from "@/domain/contract/operation";
import { SourceAnswer, SourceBody } from "@/domain/contract/source";

const group = "Declaring";
const ifMatch = { "If-Match": "The ETag that a GET with the same token gave: 412 where somebody else was faster." };

export const listNetworksOperation = read({
  id: "listNetworks",
  group,
  path: "/api/v1/networks",
  summary: "Networks by position, then slug",
  withToken: "Shows the addresses, roles and labels too.",
  query: ListQuery,
  answer: listOf(NetworkAnswer),
});

export const getNetworkOperation = read({
  id: "getNetwork",
  group,
  path: "/api/v1/networks/{slug}",
  summary: "One network",
  withToken:
    "Shows the addresses, roles and labels too; its ETag moves with the declaration alone and serves If-Match.",
  query: NoQuery,
  answer: NetworkAnswer,
  problems: { 404: ["unknown_network"] },
});

export const putNetworkOperation = write({
  id: "putNetwork",
  group,
  method: "PUT",
  path: "/api/v1/networks/{slug}",
  summary: "Declares a network: the body is the wanted state",
  description:
    "All or nothing, and idempotent. A CIDR stands for all its addresses; the most specific entry wins. What is left out takes its default; an address that is left out is retired as of now and its history kept.",
  scope: "admin",
  body: json(
    NetworkBody,
    {
      name: "Main network",
      addresses: [
        { address: "192.0.2.0/28", since: "2014-06-01T00:00:00Z" },
        { address: "192.0.2.15", role: "idle", label: "spare" },
      ],
      staleAfterMinutes: 45,
    },
    8_192,
  ),
  headers: ifMatch,
  answers: {
    200: { description: "Changed, or as it was.", body: NetworkAnswer },
    201: { description: "New.", body: NetworkAnswer },
  },
  problems: {
    403: ["not_allowed"],
    404: ["not_found"],
    409: ["address_taken"],
    412: ["precondition_failed"],
    422: ["duplicate_address", "too_many_addresses", "in_future", "overlap"],
  },
});

export const deleteNetworkOperation = write({
  id: "deleteNetwork",
  group,
  method: "DELETE",
  path: "/api/v1/networks/{slug}",
  summary: "Hides a network and ends its memberships; history remains",
  scope: "admin",
  body: null,
  headers: ifMatch,
  answers: { 204: { description: "Hidden.", body: null } },
  problems: { 403: ["not_allowed"], 404: ["unknown_network"], 412: ["precondition_failed"] },
});

export const listSourcesOperation = read({
  id: "listSources",
  group,
  path: "/api/v1/sources",
  summary: "Sources by slug",
  query: ListQuery,
  answer: listOf(SourceAnswer),
});

export const getSourceOperation = read({
  id: "getSource",
  group,
  path: "/api/v1/sources/{slug}",
  summary: "One source; never its key",
  withToken: "Its ETag moves with the declaration alone and serves If-Match.",
  query: NoQuery,
  answer: SourceAnswer,
  problems: { 404: ["unknown_source"] },
});

export const putSourceOperation = write({
  id: "putSource",
  group,
  method: "PUT",
  path: "/api/v1/sources/{slug}",
  summary: "Declares a source: the body is the wanted state",
  description:
    "Idempotent. The first value of `counts` and `staleAfterMinutes` holds for all earlier time, a change from now on; `kind` cannot change. Severities policy, info, good and none are never a listing.",
  scope: "admin",
  body: json(SourceBody, {
    name: "Outlook.com",
    kind: "receiver",
    removalUrl: "https://sender.office.com/",
    removalDays: 2,
  }),
  headers: ifMatch,
  answers: {
    200: { description: "Changed, or as it was.", body: SourceAnswer },
    201: { description: "New.", body: SourceAnswer },
  },
  problems: { 404: ["not_found"], 409: ["kind_fixed"], 412: ["precondition_failed"] },
});

export const deleteSourceOperation = write({
  id: "deleteSource",
  group,
  method: "DELETE",
  path: "/api/v1/sources/{slug}",
  summary: "Hides a source and ends its counting; history remains",
  scope: "admin",
  body: null,
  headers: ifMatch,
  answers: { 204: { description: "Hidden.", body: null } },
  problems: { 404: ["unknown_source"], 412: ["precondition_failed"] },
});
