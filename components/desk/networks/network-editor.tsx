"use client";

import slugify from "@sindresorhus/slugify";
import type { KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { DeleteDeclared } from "@/components/desk/delete-declared";
import { Field, TextField } from "@/components/desk/field";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import { DraftLine } from "@/components/desk/texts/draft-line";
import type { DeskNetwork } from "@/domain/contract/desk/declaring";
import { ConflictPanel } from "./conflict-panel";
import type { Fields } from "./editing";
import { FaultList } from "./fault-list";
import { FurtherFields } from "./further-fields";
import { PreviewPanel } from "./preview-panel";
import { useNetworkEditor } from "./use-network-editor";

interface Props {
  /** null: a new one. */
  readonly initial: DeskNetwork | null;
  readonly mayChange: boolean;
  readonly lang: string;
  readonly languages: readonly string[];
  readonly prefix: string;
  /** Where to go when it is saved. */
  readonly next: string;
}

/** A network as a form: its addresses as a text, what saving would do, and only then the saving. */
export function NetworkEditor({ initial, mayChange, lang, languages, prefix, next }: Props) {
  const t = useTranslations("networks");
  const editor = useNetworkEditor(initial, lang, next);
  const { editing, set, paste, look, save, shown, theirs, merge, draft, error } = editor;
  const area = useRef<HTMLTextAreaElement>(null);
  const faults = useRef<HTMLDivElement>(null);
  const [isChecked, setIsChecked] = useState(false);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [isSlugTyped, setIsSlugTyped] = useState(false);
  const isSeeking = useRef(false);
  const [, setTries] = useState(0);
  useEffect(() => {
    const list = isSeeking.current && paste.faults.length > 0 ? faults.current : null;
    const target = list?.querySelector<HTMLElement>(".paste-mend") ?? list?.querySelector<HTMLElement>("button");
    if (target) isSeeking.current = false;
    target?.focus();
  });
  const refusal = error instanceof Refusal ? error : null;
  const fill = (fields: Partial<Fields>) => set((now) => ({ ...now, fields: { ...now.fields, ...fields } }));

  const submit = () => {
    setIsChecked(true);
    setIsConfirmed(false);
    isSeeking.current = editor.hasFaults();
    if (isSeeking.current) setTries((count) => count + 1);
    else look.mutate();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <>
      <form
        className="desk-form network-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {!mayChange && <p className="text-dim">{t("onlyAdministrators")}</p>}
        <fieldset disabled={!mayChange} className="desk-form">
          <TextField
            label={t("name")}
            value={editing.fields.name}
            required
            maxLength={200}
            error={refusal?.faultAt("/name")?.detail}
            onChange={(event) => {
              const name = event.currentTarget.value;
              fill({ name });
              if (initial === null && !isSlugTyped) set((now) => ({ ...now, slug: slugOf(name) }));
            }}
          />
          {initial === null && (
            <TextField
              label={t("slug")}
              hint={t("slugHint")}
              value={editing.slug}
              required
              maxLength={64}
              pattern="[a-z0-9]+(-[a-z0-9]+)*"
              error={refusal?.code === "slug_taken" ? t("slugTaken") : undefined}
              onChange={(event) => {
                const slug = event.currentTarget.value;
                setIsSlugTyped(true);
                set((now) => ({ ...now, slug }));
              }}
            />
          )}
          <Field label={t("text")} hint={t("textHint")}>
            {(bound) => (
              <textarea
                {...bound}
                ref={area}
                className="desk-input paste-area"
                rows={12}
                value={editing.text}
                spellCheck={false}
                autoCapitalize="off"
                autoCorrect="off"
                aria-invalid={isChecked && paste.faults.length > 0 ? true : undefined}
                onKeyDown={onKey}
                onBlur={() => setIsChecked(true)}
                onPaste={() => setIsChecked(true)}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  set((now) => ({ ...now, text }));
                }}
              />
            )}
          </Field>
          <p className="small text-dim" role="status">
            {t("read", { count: paste.entries.length })}{" "}
            {paste.unread.length > 0 && t("unread", { names: paste.unread.join(", ") })} {t("textKeys")}
          </p>
          <div ref={faults}>{isChecked && <FaultList faults={paste.faults} area={area} />}</div>
          <details>
            <summary>{t("more")}</summary>
            <FurtherFields fields={editing.fields} languages={languages} refusal={refusal} onChange={fill} />
          </details>
        </fieldset>
        {mayChange && (
          <>
            <DraftLine draft={draft} />
            <Button type="submit" kind={shown === null ? "primary" : "plain"} isBusy={look.isPending}>
              {t("show")}
            </Button>
          </>
        )}
        <RefusalNote error={error} shown={["/name"]} />
        {theirs && <ConflictPanel mine={editing} theirs={theirs} onMerge={merge} />}
        {shown && (
          <PreviewPanel
            preview={shown.preview}
            entries={shown.entries}
            prefix={prefix}
            isConfirmed={isConfirmed}
            onConfirm={setIsConfirmed}
            isBusy={save.isPending || save.isSuccess}
            onSave={() => save.mutate(shown)}
          />
        )}
      </form>
      {initial && mayChange && (
        <DeleteDeclared
          path={`/api/v1/networks/${initial.network.slug}`}
          slug={initial.network.slug}
          etag={initial.etag}
          next={`${prefix}/desk/networks`}
          words={{
            open: t("delete"),
            title: t("deleteTitle", { name: initial.network.name }),
            text: t("deleteWords"),
            type: t("deleteType", { slug: initial.network.slug }),
          }}
        />
      )}
    </>
  );
}

/** At most 64 of what a slug may have. */
function slugOf(name: string): string {
  return slugify(name, { decamelize: false }).slice(0, 64).replace(/-+$/, "");
}
