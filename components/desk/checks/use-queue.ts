"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask } from "@/components/desk/ask";
import { useSite } from "@/components/desk/desk-provider";
import { Refusal } from "@/components/desk/refusal";
import type { CheckAnswerKind, RemovalMethod, TurnAnswer } from "@/domain/contract/desk/checks";
import type { Effect } from "@/domain/facts";

export interface Filter {
  readonly network: string | null;
  readonly onlyBlocked: boolean;
}

/** What a press of a key says of an address. */
export interface Press {
  readonly id: string;
  readonly address: string;
  readonly answer: CheckAnswerKind;
  readonly effect: Effect;
  readonly evidence: string | null;
  readonly method: RemovalMethod;
  readonly note: string | null;
}

const LOOK_AGAIN_MS = 30_000;
const TRIES = 4;

/**
 * The queue of a source as one person works through it. An answer is on its way while the next address is shown; it is sent again,
 * the same press, until the server has it, in the order given.
 */
export function useQueue(source: string, initial: TurnAnswer) {
  const [filter, setFilter] = useState<Filter>({ network: null, onlyBlocked: false });
  /** Answered here, and not yet out of what the server hands out. */
  const [handled, setHandled] = useState<ReadonlySet<string>>(new Set());
  const [presses, setPresses] = useState<readonly Press[]>([]);
  const keep = useRef<string | null>(initial.next[0]?.address ?? null);
  /** The last press of each address: what an earlier one brings back is not the last word. */
  const latest = useRef(new Map<string, string>());
  const client = useQueryClient();
  const { lang } = useSite();
  const path = `/api/desk/checks/${source}`;
  const key = ["turn", source, filter];
  const isFirst = filter.network === null && !filter.onlyBlocked;
  const turn = useQuery({
    queryKey: key,
    queryFn: async () =>
      (await ask<TurnAnswer>(`${path}/turns?lang=${lang}`, { method: "POST", body: { ...filter, keep: keep.current } }))
        .value,
    refetchInterval: LOOK_AGAIN_MS,
    placeholderData: (before) => before,
    ...(isFirst ? { initialData: initial } : {}),
  });
  const value = turn.data ?? initial;
  const item = value.next.find(({ address }) => !handled.has(address)) ?? null;
  keep.current = item?.address ?? null;

  const again = { scope: { id: `checks ${source}` }, retry: isWorthRetrying, retryDelay: 1_000 };
  const refresh = async ({ address, id }: Press) => {
    await client.invalidateQueries({ queryKey: ["turn", source] });
    if (latest.current.get(address) !== id) return;
    setHandled((before) => new Set([...before].filter((one) => one !== address)));
  };
  const send = useMutation({
    ...again,
    mutationFn: ({ id, address, answer, effect, evidence, method, note }: Press) =>
      ask(path, { method: "POST", body: { id, answers: [{ address, answer, effect, evidence }], method, note } }),
    onSuccess: (_, press) => refresh(press),
  });
  const takeBack = useMutation({
    ...again,
    mutationFn: ({ id }: Press) => ask(`${path}/undo`, { method: "POST", body: { id } }),
    onSuccess: (_, press) => {
      keep.current = press.address;
      latest.current.set(press.address, press.id);
      return refresh(press);
    },
  });

  return {
    turn: value,
    filter,
    setFilter: (wanted: Filter) => {
      keep.current = null;
      setFilter(wanted);
    },
    item,
    isBusy: send.isPending || takeBack.isPending,
    isLost: turn.isError,
    error: send.error ?? takeBack.error,
    /** Presses of this visit, the last one last. */
    presses,
    answer(press: Omit<Press, "id">) {
      const sent = { ...press, id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}` };
      latest.current.set(sent.address, sent.id);
      setPresses((before) => [...before, sent]);
      setHandled((before) => new Set([...before, sent.address]));
      send.mutate(sent);
    },
    undo() {
      const last = presses.at(-1);
      if (last === undefined) return;
      setPresses((before) => before.slice(0, -1));
      takeBack.mutate(last);
    },
    retry: () => {
      if (send.isError && send.variables) send.mutate(send.variables);
      else if (takeBack.isError && takeBack.variables) takeBack.mutate(takeBack.variables);
    },
    refresh: () => client.invalidateQueries({ queryKey: ["turn", source] }),
  };
}

function isWorthRetrying(count: number, error: Error): boolean {
  return count < TRIES && error instanceof Refusal && (error.status === 0 || error.status >= 500);
}
