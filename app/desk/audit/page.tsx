import type { Metadata } from "next";
import "@/app/styles/desk-audit.css";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import type { AuditWish } from "@/components/desk/audit/audit-form";
import { AuditPage } from "@/components/desk/audit/audit-page";
import { AuditFilter, AuditQuery } from "@/domain/contract/desk/audit";
import { auditNames, listAudit } from "@/server/audit-log";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("audit");
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function AuditLogPage({ searchParams }: Props) {
  const wish = wishOf(await searchParams);
  const query = queryOf(wish);
  const path = query === "" ? "/desk/audit" : `/desk/audit?${query}`;
  return deskPage({ path, area: "audit", role: "administrator" }, async ({ context, actor, prefix }) => (
    <AuditPage
      initial={await listAudit(context, actor, AuditQuery.parse(wish))}
      {...(await auditNames(context, actor))}
      {...{ wish, query, prefix }}
      path={`${prefix}/desk/audit`}
    />
  ));
}

/** The filter in an address. What cannot be one is left out, and so is seen to be in the form. */
function wishOf(given: Readonly<Record<string, string | string[] | undefined>>): AuditWish {
  const read = (name: keyof AuditWish) => {
    const [text = ""] = [given[name]].flat();
    return AuditFilter.shape[name].safeParse(text).success ? text.trim() : "";
  };
  return {
    actor: read("actor"),
    action: read("action"),
    subject: read("subject"),
    search: read("search"),
    from: read("from"),
    to: read("to"),
  };
}

function queryOf(wish: AuditWish): string {
  const given = Object.entries(wish).filter(([, value]) => value !== "");
  return new URLSearchParams(given).toString().replaceAll("+", "%20");
}
