"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { CheckField, TextField } from "@/components/desk/field";
import { Refusal } from "@/components/desk/refusal";

interface Item {
  readonly slug: string;
  readonly says: string;
  readonly why: string;
  readonly needsKey: boolean;
  readonly body: { readonly name: string; readonly kind: string; readonly counts: boolean };
}

interface Props {
  readonly catalogue: readonly Item[];
  /** Slugs of what is declared. */
  readonly declared: readonly string[];
  readonly next: string;
}

const kinds = ["receiver", "filter", "dnsbl", "reputation"] as const;

/** Sources that are known to matter: several are chosen and declared in one go, each told whether it was. */
export function CatalogueList({ catalogue, declared, next }: Props) {
  const t = useTranslations("sources");
  const p = useTranslations("problems");
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<ReadonlySet<string>>(new Set(declared));
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map());
  const [search, setSearch] = useState("");
  const plain = (text: string) =>
    text
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .toLowerCase();
  const isFound = ({ slug, says, body }: Item) => plain(`${slug} ${body.name} ${says}`).includes(plain(search.trim()));

  const save = useMutation({
    mutationFn: async () => {
      const failures = new Map<string, string>();
      for (const { slug, body } of catalogue.filter((item) => wanted.has(item.slug))) {
        try {
          await ask(`/api/v1/sources/${slug}`, { method: "PUT", body, headers: { "If-None-Match": "*" } });
          setDone((now) => new Set(now).add(slug));
          setWanted((now) => new Set([...now].filter((other) => other !== slug)));
        } catch (error) {
          if (error instanceof Refusal && error.status === 401) throw error;
          failures.set(slug, error instanceof Refusal ? error.code : "internal");
        }
      }
      setFailed(failures);
      return failures.size;
    },
    onSuccess: (failures) => {
      if (failures === 0) location.assign(next);
    },
  });
  const found = catalogue.filter(isFound);
  return (
    <form
      className="desk-form catalogue"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted.size > 0) save.mutate();
      }}
    >
      <TextField
        label={t("search")}
        type="search"
        value={search}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.preventDefault();
        }}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {found.length === 0 && <p className="text-dim">{t("notFound")}</p>}
      {kinds.map((kind) => {
        const items = found.filter(({ body }) => body.kind === kind);
        if (items.length === 0) return null;
        return (
          <fieldset key={kind}>
            <legend className="heading">{t(`kinds.${kind}`)}</legend>
            <p className="desk-hint mb-2">{t(`kindWords.${kind}`)}</p>
            {items.map(({ slug, says, why, needsKey, body }) => {
              const reason = failed.get(slug);
              const code = reason !== undefined && p.has(reason as "invalid") ? (reason as "invalid") : "internal";
              return (
                <CheckField
                  key={slug}
                  label={
                    <>
                      <span className="font-semibold">{body.name}</span>
                      {body.counts && <span className="catalogue-counts">{t("countsShort")}</span>}
                      {done.has(slug) && <span className="small text-dim"> · {t("declared")}</span>}
                    </>
                  }
                  hint={
                    <>
                      {says} {!(body.counts && kind !== "dnsbl") && why} {needsKey && t("needsKey")}
                      {reason !== undefined && <span className="desk-fault block">{p(code)}</span>}
                    </>
                  }
                  checked={done.has(slug) || wanted.has(slug)}
                  disabled={done.has(slug)}
                  onChange={(event) => {
                    const { checked } = event.currentTarget;
                    setWanted((now) => new Set(checked ? [...now, slug] : [...now].filter((other) => other !== slug)));
                  }}
                />
              );
            })}
          </fieldset>
        );
      })}
      <div className="catalogue-bar">
        {failed.size > 0 && (
          <p role="alert" className="desk-fault">
            {t("someFailed", { count: failed.size })}
          </p>
        )}
        <Button type="submit" kind="primary" disabled={wanted.size === 0} isBusy={save.isPending}>
          {t("declareChosen", { count: wanted.size })}
        </Button>
        <a href={next} className="small hover:underline">
          {t("goOn")}
        </a>
      </div>
    </form>
  );
}
