"use client";

import slugify from "@sindresorhus/slugify";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { DeleteDeclared } from "@/components/desk/delete-declared";
import { CheckField, SelectField, TextArea, TextField } from "@/components/desk/field";
import { changedOf, mergeFields } from "@/components/desk/merge-fields";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { DeskSource } from "@/domain/contract/desk/declaring";
import { SourceKind } from "@/domain/contract/source";
import type { SourceFields } from "./fields";
import { fieldsOf, sourceBodyOf } from "./fields";
import { ZoneFields } from "./zone-fields";

interface Props {
  /** null: a new one. */
  readonly initial: DeskSource | null;
  readonly mayChange: boolean;
  readonly lang: string;
  readonly languages: readonly string[];
  readonly prefix: string;
}

/** A source as a form. Saved onto what it was read as: a colleague's change is shown, not overwritten. */
export function SourceEditor({ initial, mayChange, lang, languages, prefix }: Props) {
  const t = useTranslations("sources");
  const p = useTranslations("problems");
  const [base, setBase] = useState({ etag: initial?.etag ?? "", fields: fieldsOf(initial, lang) });
  const [fields, setFields] = useState(base.fields);
  const [slug, setSlug] = useState(initial?.source.slug ?? "");
  const [zoneKey, setZoneKey] = useState<string | null | undefined>(undefined);
  const [theirs, setTheirs] = useState<DeskSource | null>(null);
  const change = (changed: Partial<SourceFields>) => setFields((now) => ({ ...now, ...changed }));

  const save = useMutation({
    mutationFn: async () => {
      const headers: Record<string, string> = initial === null ? { "If-None-Match": "*" } : { "If-Match": base.etag };
      try {
        await ask(`/api/v1/sources/${slug}`, { method: "PUT", body: sourceBodyOf(fields, zoneKey), headers });
        return true;
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 412) throw error;
        if (initial === null) throw new Refusal(409, "slug_taken", error.message);
        setTheirs((await ask<DeskSource>(`/api/desk/sources/${slug}`)).value);
        return false;
      }
    },
    onSuccess: (isSaved) => {
      if (isSaved) location.assign(`${prefix}/desk/sources`);
    },
  });
  const refusal = save.error instanceof Refusal ? save.error : null;
  const faultOf = (field: string) =>
    refusal?.errors.some(({ path }) => path === `/${field}` || path.startsWith(`/${field}/`))
      ? p("invalid")
      : undefined;
  const text = (field: "lookupUrl" | "removalUrl" | "removalDays" | "staleAfterMinutes" | "affects", hint?: string) => (
    <TextField
      label={t(field)}
      hint={hint}
      inputMode={field.endsWith("Url") ? "url" : field === "affects" ? "text" : "decimal"}
      value={fields[field]}
      error={faultOf(field)}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <form
        className="desk-form network-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {!mayChange && <p className="text-dim">{t("onlyAdministrators")}</p>}
        <fieldset disabled={!mayChange} className="desk-form">
          <TextField
            label={t("name")}
            required
            maxLength={200}
            value={fields.name}
            error={faultOf("name")}
            onChange={(event) => {
              const name = event.currentTarget.value;
              const wasProposed = slug === slugOf(fields.name);
              change({ name });
              if (initial === null && wasProposed) setSlug(slugOf(name));
            }}
          />
          {initial === null && (
            <>
              <TextField
                label={t("slug")}
                hint={t("slugHint")}
                required
                maxLength={64}
                pattern="[a-z0-9]+(-[a-z0-9]+)*"
                value={slug}
                error={refusal?.code === "slug_taken" ? p("slug_taken") : undefined}
                onChange={(event) => setSlug(event.currentTarget.value)}
              />
              <SelectField
                label={t("kind")}
                hint={t("kindHint")}
                value={fields.kind}
                onChange={(event) => {
                  const kind = SourceKind.parse(event.currentTarget.value);
                  change({ kind, counts: kind === "receiver" || kind === "filter" });
                }}
              >
                {SourceKind.options.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`oneKind.${kind}`)}
                  </option>
                ))}
              </SelectField>
            </>
          )}
          <CheckField
            label={t("counts")}
            hint={initial === null ? t("countsHint") : t("countsFromNow")}
            checked={fields.counts}
            onChange={(event) => change({ counts: event.currentTarget.checked })}
          />
          {fields.kind === "dnsbl" && (
            <ZoneFields
              fields={fields}
              hasKey={initial?.hasKey ?? false}
              zoneKey={zoneKey}
              onKey={setZoneKey}
              onChange={change}
              faultOf={faultOf}
            />
          )}
          {text("affects", t("affectsHint"))}
          {text("lookupUrl", t("urlHint"))}
          {text("removalUrl", t("urlHint"))}
          <TextArea
            label={t("removalMethod")}
            rows={2}
            maxLength={2048}
            value={fields.removalMethod}
            error={faultOf("removalMethod")}
            onChange={(event) => change({ removalMethod: event.currentTarget.value })}
          />
          {text("removalDays")}
          {text("staleAfterMinutes", t("staleHint"))}
          {languages
            .filter((tag) => tag !== fields.lang)
            .map((tag) => (
              <TextField
                key={tag}
                label={t("nameIn", { language: tag })}
                lang={tag}
                maxLength={200}
                value={fields.translations[tag]?.name ?? ""}
                onChange={(event) =>
                  change({ translations: { ...fields.translations, [tag]: { name: event.currentTarget.value } } })
                }
              />
            ))}
        </fieldset>
        {theirs && (
          <section role="alert" className="desk-refusal">
            <p className="font-semibold">{t("conflict")}</p>
            <p>
              {t("theyEdited", {
                fields: changedOf(base.fields, fieldsOf(theirs, lang))
                  .map((field) => (t.has(field as "name") ? t(field as "name") : field))
                  .join(", "),
              })}
            </p>
            <Button
              kind="primary"
              onClick={() => {
                const now = fieldsOf(theirs, lang);
                setFields(mergeFields(fields, base.fields, now));
                setBase({ etag: theirs.etag, fields: now });
                setTheirs(null);
              }}
            >
              {t("merge")}
            </Button>
          </section>
        )}
        <RefusalNote error={save.error} />
        {mayChange && (
          <Button type="submit" kind="primary" isBusy={save.isPending || save.data === true}>
            {t("save")}
          </Button>
        )}
      </form>
      {initial && mayChange && (
        <DeleteDeclared
          path={`/api/v1/sources/${slug}`}
          slug={slug}
          etag={base.etag}
          next={`${prefix}/desk/sources`}
          words={{
            open: t("delete"),
            title: t("deleteTitle", { name: initial.source.name }),
            text: t("deleteWords"),
            type: t("deleteType", { slug }),
          }}
        />
      )}
    </>
  );
}

function slugOf(name: string): string {
  return slugify(name, { decamelize: false }).slice(0, 64).replace(/-+$/, "");
}
