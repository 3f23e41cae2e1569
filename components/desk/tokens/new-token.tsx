"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { CopyLine } from "@/components/desk/copy-line";
import { Dialog } from "@/components/desk/dialog";
import { CheckField, TextField } from "@/components/desk/field";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { IssuedToken, TokenInput } from "@/domain/contract/desk/tokens";
import { scopeKeys, scopes } from "./scope-keys";

interface Props {
  readonly networks: readonly { readonly slug: string; readonly name: string }[];
  readonly url: string;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Asks what a token is to be, and shows it, this once. */
export function NewToken({ networks, url, onMade, onClose }: Props) {
  const t = useTranslations("tokens");
  const [wish, setWish] = useState<TokenInput>({ name: "", scopes: ["events:write"], networks: null });
  const make = useMutation({
    mutationFn: async () => (await ask<IssuedToken>("/api/desk/tokens", { method: "POST", body: wish })).value,
    onSuccess: onMade,
  });
  if (make.data !== undefined) return <Made token={make.data} url={url} onClose={onClose} />;
  const faulty = (path: string) => make.error instanceof Refusal && make.error.faultAt(path) !== undefined;
  const bound = wish.networks;
  return (
    <Dialog title={t("new")} onClose={onClose}>
      <form
        className="desk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <RefusalNote error={make.error} shown={["/name", "/scopes", "/networks"]} />
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          error={faulty("/name") ? t("faults.name") : undefined}
          value={wish.name}
          onChange={({ target }) => setWish({ ...wish, name: target.value })}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <fieldset className="grid gap-2">
          <legend className="desk-label mb-1">{t("scopes")}</legend>
          {scopes.map((scope) => (
            <CheckField
              key={scope}
              label={t(`scope.${scopeKeys[scope]}`)}
              hint={t(`scope.${scopeKeys[scope]}Hint`)}
              checked={wish.scopes.includes(scope)}
              onChange={({ target }) => setWish({ ...wish, scopes: withOrWithout(wish.scopes, scope, target.checked) })}
            />
          ))}
          {faulty("/scopes") && <p className="desk-fault">{t("faults.scopes")}</p>}
        </fieldset>
        <fieldset className="grid gap-2">
          <legend className="desk-label mb-1">{t("networks")}</legend>
          <CheckField
            label={t("allNetworks")}
            checked={bound === null}
            onChange={({ target }) => setWish({ ...wish, networks: target.checked ? null : [] })}
          />
          {bound !== null &&
            networks.map(({ slug, name }) => (
              <CheckField
                key={slug}
                label={name}
                checked={bound.includes(slug)}
                onChange={({ target }) => setWish({ ...wish, networks: withOrWithout(bound, slug, target.checked) })}
              />
            ))}
          {faulty("/networks") && <p className="desk-fault">{t("faults.networks")}</p>}
          {bound !== null && networks.length === 0 && <p className="desk-hint">{t("noNetworks")}</p>}
        </fieldset>
        <Button type="submit" kind="primary" isBusy={make.isPending}>
          {t("make")}
        </Button>
      </form>
    </Dialog>
  );
}

interface MadeProps {
  readonly token: IssuedToken;
  readonly url: string;
  readonly onClose: () => void;
}

function Made({ token, url, onClose }: MadeProps) {
  const t = useTranslations("tokens");
  return (
    <Dialog title={t("madeTitle", { name: token.name })} onClose={onClose}>
      <p className="mb-4">{t("madeWords")}</p>
      <div className="grid gap-5">
        <CopyLine label={t("token")} text={token.secret} />
        <CopyLine label={t("try")} text={curlOf(token, url)} />
        <span>
          <Button kind="primary" onClick={onClose}>
            {t("done")}
          </Button>
        </span>
      </div>
    </Dialog>
  );
}

/** A request that the token may make and that changes nothing. */
function curlOf({ secret, scopes: held }: IssuedToken, url: string): string {
  const curl = `curl -H 'Authorization: Bearer ${secret}'`;
  if (held.includes("read") || held.includes("admin")) return `${curl} '${url}/api/v1/events?limit=1'`;
  if (held.includes("events:write")) return `${curl} --json '[]' '${url}/api/v1/events'`;
  return `${curl} '${url}/api/v1/incidents?limit=1'`;
}

function withOrWithout<T>(all: readonly T[], one: T, isIn: boolean): T[] {
  return isIn ? [...all, one] : all.filter((it) => it !== one);
}
