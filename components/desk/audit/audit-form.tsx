"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { SelectField, TextField } from "@/components/desk/field";
import { groupBy } from "@/domain/group";
import { useWho } from "./who";

/** What the form holds, as text. */
export type AuditWish = Readonly<Record<"actor" | "action" | "subject" | "search" | "from" | "to", string>>;

export interface AuditFormProps {
  readonly wish: AuditWish;
  /** Whom and what the log speaks of. */
  readonly actors: readonly string[];
  readonly actions: readonly string[];
  /** The page itself, without a filter. */
  readonly path: string;
}

/** Which entries to show: a form that leads to the page with its filter in the address, which can be kept and sent. */
export function AuditForm({ wish, actors, actions, path }: AuditFormProps) {
  const t = useTranslations("audit");
  const who = useWho();
  const kinds = groupBy(actions, (action) => action.split(".", 1)[0] ?? action);
  const kindOf = (kind: string) => {
    const key = `kinds.${kind}` as "kinds.network";
    return t.has(key) ? t(key) : kind;
  };
  const verbOf = (action: string) => {
    const key = `verbs.${action.split(".", 2)[1]}` as "verbs.put";
    return t.has(key) ? t(key) : action;
  };
  const isFiltered = Object.values(wish).some((value) => value !== "");
  return (
    <search>
      <form
        action={path}
        className="audit-form"
        onChange={({ target, currentTarget }) => {
          if (target instanceof HTMLSelectElement) currentTarget.requestSubmit();
        }}
      >
        <TextField label={t("search")} name="search" type="search" defaultValue={wish.search} maxLength={200} />
        <SelectField label={t("actor")} name="actor" defaultValue={wish.actor}>
          <option value="">{t("anybody")}</option>
          {actors.map((actor) => (
            <option key={actor} value={actor}>
              {who(actor)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t("action")} name="action" defaultValue={wish.action}>
          <option value="">{t("anything")}</option>
          {[...kinds].map(([kind, ofKind]) => (
            <optgroup key={kind} label={kindOf(kind)}>
              <option value={kind}>{t("allOf", { kind: kindOf(kind) })}</option>
              {ofKind.map((action) => (
                <option key={action} value={action}>
                  {verbOf(action)}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
        <TextField label={t("subject")} name="subject" defaultValue={wish.subject} maxLength={200} />
        <TextField label={t("from")} name="from" type="date" defaultValue={wish.from} />
        <TextField label={t("to")} name="to" type="date" defaultValue={wish.to} />
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit">{t("show")}</Button>
          {isFiltered && (
            <a href={path} className="small underline">
              {t("showAll")}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}
