"use client";

import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReplayAnswer } from "@/domain/contract/replay";

export interface ReplayBannerView {
  readonly state: ReplayAnswer;
  /** Where the replay is asked and steered, with the page's language. */
  readonly url: string;
  readonly about: string;
  readonly label: string;
  readonly pause: string;
  readonly play: string;
  /** Said where it has come to its end. */
  readonly over: string;
  readonly again: string;
  readonly goTo: string;
  readonly going: string;
}

const LOOK_EVERY_MS = 500;
const KEY = ["replay"];

/** Says that the page is a replay, at which time it stands, and lets a visitor steer it. Without JavaScript it says so and no more. */
export function ReplayBanner({ view }: { readonly view: ReplayBannerView }) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Band view={view} />
    </QueryClientProvider>
  );
}

function Band({ view }: { readonly view: ReplayBannerView }) {
  const queries = useQueryClient();
  const { data: state } = useQuery({
    queryKey: KEY,
    queryFn: () => ask(view.url),
    initialData: view.state,
    initialDataUpdatedAt: 0,
    refetchInterval: LOOK_EVERY_MS,
  });
  const steer = async (wanted: Record<string, unknown>) => queries.setQueryData(KEY, await ask(view.url, wanted));
  // Where the story ends the clock stands for good.
  const isOver = state.to !== null && state.now >= state.to;
  return (
    <aside aria-label={view.label} className="replay" data-resting={isOver || state.paused || undefined}>
      <div className="frame flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 py-2">
        <p>
          <strong>{view.label}</strong>
          <span className="replay-time">{state.goTo === null ? state.words.now : `${view.going}…`}</span>
          {isOver && <span className="replay-over">{view.over}</span>}
          <span className="replay-about">{view.about}</span>
        </p>
        <div className="replay-controls">
          {!isOver && (
            <button type="button" onClick={() => steer({ paused: !state.paused })}>
              {state.paused ? view.play : view.pause}
            </button>
          )}
          <button type="button" onClick={() => steer({ goTo: state.from, paused: false })}>
            {view.again}
          </button>
          <span className="replay-about">{view.goTo}</span>
          {state.marks.map((mark, index) => (
            <button key={mark} type="button" onClick={() => steer({ goTo: mark, paused: false })}>
              {state.words.marks[index] ?? mark.slice(0, 10)}
            </button>
          ))}
        </div>
      </div>
    </aside>
  );
}

async function ask(url: string, wanted?: Record<string, unknown>): Promise<ReplayAnswer> {
  const answer = await fetch(url, {
    ...(wanted
      ? { method: "POST", body: JSON.stringify(wanted), headers: { "Content-Type": "application/json" } }
      : {}),
  });
  if (!answer.ok) throw new Error(`The replay answered ${answer.status}.`);
  return answer.json();
}
