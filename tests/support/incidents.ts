import { IncidentBody, IncidentPatch } from "@/domain/contract/incident";
import { NetworkBody } from "@/domain/contract/network";
import { SourceBody } from "@/domain/contract/source";
import { UpdateBody, UpdatePatch } from "@/domain/contract/update";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { putNetwork } from "@/server/networks";
import { putSource } from "@/server/sources";

type Token = Extract<Actor, { kind: "token" }>;

export const admin: Token = { kind: "token", name: "admin", scopes: ["admin"], networks: null };
export const writer: Token = { kind: "token", name: "desk", scopes: ["incidents:write"], networks: null };

/** A writer whose token is bound to networks. */
export function boundTo(...networks: string[]): Token {
  return { ...writer, networks };
}

/** Declares networks `main` and `second` and the source `outlook`. */
export async function declare(context: Context): Promise<void> {
  for (const slug of ["main", "second"]) {
    await putNetwork(context, admin, slug, NetworkBody.parse({ name: slug, addresses: [] }));
  }
  await putSource(context, admin, "outlook", SourceBody.parse({ name: "Outlook.com", kind: "receiver" }));
}

/** Bodies as the door would hand them over; what a test does not care for is filled in. */
export function incidentBody({
  update = {},
  ...body
}: {
  update?: object;
  [field: string]: unknown;
} = {}): IncidentBody {
  return IncidentBody.parse({
    title: "Mail refused",
    impact: "minor",
    networks: ["main"],
    notify: false,
    ...body,
    update: { status: "investigating", bodyMarkdown: "We look into it.", ...update },
  });
}

export function maintenanceBody(body: { update?: object; [field: string]: unknown } = {}): IncidentBody {
  return incidentBody({
    title: "New addresses",
    impact: "maintenance",
    scheduledFor: "2026-03-12T20:00:00Z",
    scheduledUntil: "2026-03-12T22:00:00Z",
    ...body,
    update: { status: "scheduled", ...body.update },
  });
}

export function updateBody(body: object = {}): UpdateBody {
  return UpdateBody.parse({ status: "identified", bodyMarkdown: "It is the filter.", notify: false, ...body });
}

export function incidentPatch(patch: object): IncidentPatch {
  return IncidentPatch.parse(patch);
}

export function updatePatch(patch: object): UpdatePatch {
  return UpdatePatch.parse(patch);
}
