"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "./ask";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextField } from "./field";
import { RefusalNote } from "./refusal-note";

interface Props {
  /** Of the API. */
  readonly path: string;
  /** To be typed before it goes. */
  readonly slug: string;
  readonly etag: string;
  readonly next: string;
  readonly words: { readonly open: string; readonly title: string; readonly text: string; readonly type: string };
}

/** Takes a network or a source away, after its name was typed, and only as it was seen. */
export function DeleteDeclared({ path, slug, etag, next, words }: Props) {
  const t = useTranslations("common");
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => ask(path, { method: "DELETE", headers: { "If-Match": etag } }),
    onSuccess: () => location.assign(next),
  });
  return (
    <div className="mt-14 border-t border-rule pt-6">
      <Button kind="danger" onClick={() => setIsOpen(true)}>
        {words.open}
      </Button>
      {isOpen && (
        <Dialog title={words.title} onClose={() => setIsOpen(false)}>
          <form
            className="desk-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (typed === slug) remove.mutate();
            }}
          >
            <p>{words.text}</p>
            <TextField
              label={words.type}
              value={typed}
              autoComplete="off"
              autoCapitalize="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <RefusalNote error={remove.error} />
            <div className="flex flex-wrap gap-3">
              <Button
                type="submit"
                kind="danger"
                disabled={typed !== slug}
                isBusy={remove.isPending || remove.isSuccess}
              >
                {words.open}
              </Button>
              <Button onClick={() => setIsOpen(false)}>{t("cancel")}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
