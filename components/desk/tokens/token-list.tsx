"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { PageTitle } from "@/components/desk/page-title";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useShortcuts } from "@/components/desk/shortcuts";
import { When } from "@/components/desk/when";
import type { TokenAnswer, TokenList as Tokens } from "@/domain/contract/desk/tokens";
import { NewToken } from "./new-token";
import { scopeKeys } from "./scope-keys";

interface Props {
  readonly initial: Tokens;
  /** By name. */
  readonly networks: readonly { readonly slug: string; readonly name: string }[];
  /** Without a slash at its end. */
  readonly url: string;
}

/** The tokens, those in use first; a new one, and an end to an old one. */
export function TokenList({ initial, networks, url }: Props) {
  const t = useTranslations("tokens");
  const format = useFormatter();
  const [isMaking, setIsMaking] = useState(false);
  const [ending, setEnding] = useState<TokenAnswer | null>(null);
  const { data, refetch } = useQuery({
    queryKey: ["tokens"],
    queryFn: async ({ signal }) => (await ask<Tokens>("/api/desk/tokens", { signal })).value,
    initialData: initial,
    staleTime: 30_000,
  });
  useShortcuts([{ keys: "n", label: t("new"), run: () => setIsMaking(true) }]);
  const nameOf = (slug: string) => networks.find((network) => network.slug === slug)?.name ?? slug;
  return (
    <>
      <PageTitle
        title={t("title")}
        words={t("words")}
        aside={
          <Button kind="primary" onClick={() => setIsMaking(true)}>
            {t("new")}
          </Button>
        }
      />
      {data.items.length === 0 && <p className="lede">{t("none")}</p>}
      <ul className="token-list">
        {data.items.map((token) => (
          <li key={token.id} className="token-item" data-revoked={token.revokedAt === null ? undefined : ""}>
            <div>
              <h2 className="token-name">{token.name}</h2>
              <p className="small text-dim">
                {token.networks === null ? t("all") : format.list(token.networks.map(nameOf))}
              </p>
            </div>
            <div className="small">
              <p>{format.list(token.scopes.map((scope) => t(`scope.${scopeKeys[scope]}`)))}</p>
              <p className="text-dim">
                {t("created")} <When at={token.createdAt} now={data.now} /> · {t("lastUsed")}{" "}
                {token.lastUsedAt === null ? t("never") : <When at={token.lastUsedAt} now={data.now} />}
              </p>
            </div>
            {token.revokedAt === null ? (
              <span>
                <Button kind="danger" aria-label={t("revokeOf", { name: token.name })} onClick={() => setEnding(token)}>
                  {t("revoke")}
                </Button>
              </span>
            ) : (
              <p className="small">
                {t("revoked")} <When at={token.revokedAt} now={data.now} />
              </p>
            )}
          </li>
        ))}
      </ul>
      {isMaking && (
        <NewToken
          networks={networks}
          url={url}
          onMade={() => void refetch()}
          onClose={() => {
            setIsMaking(false);
          }}
        />
      )}
      {ending && (
        <Revoke
          token={ending}
          onClose={(isDone) => {
            setEnding(null);
            if (isDone) void refetch();
          }}
        />
      )}
    </>
  );
}

function Revoke({ token, onClose }: { readonly token: TokenAnswer; readonly onClose: (isDone: boolean) => void }) {
  const t = useTranslations("tokens");
  const revoke = useMutation({
    mutationFn: () => ask(`/api/desk/tokens/${token.id}`, { method: "DELETE" }),
    onSuccess: () => onClose(true),
  });
  return (
    <Dialog title={t("revokeTitle", { name: token.name })} onClose={() => onClose(false)}>
      <RefusalNote error={revoke.error} />
      <p>{t("revokeWords")}</p>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button onClick={() => onClose(false)}>{t("keep")}</Button>
        <Button kind="danger" isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
          {t("revoke")}
        </Button>
      </div>
    </Dialog>
  );
}
