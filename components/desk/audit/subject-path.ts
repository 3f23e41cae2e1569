import type { AuditAnswer } from "@/domain/contract/desk/audit";

const fixed: Readonly<Record<string, string>> = {
  page: "/desk/settings",
  token: "/desk/tokens",
  staff: "/desk/people",
  session: "/desk/people",
  invitation: "/desk/people",
};

/** Where the desk shows what an entry is about; null: nowhere of its own. */
export function subjectPath({ action, subject, detail }: AuditAnswer): string | null {
  const [kind = ""] = action.split(".", 1);
  if (kind === "network" || kind === "source") return `/desk/${kind}s/${subject}`;
  if (kind === "check" || kind === "removal") return `/desk/checks/${subject}`;
  if (action === "image.add") return `/images/${subject}`;
  if (kind === "incident") return `/desk/incidents/${subject}`;
  if (typeof detail?.incident === "string") return `/desk/incidents/${detail.incident}`;
  return fixed[kind] ?? null;
}
