import type { RunningServer } from "./server";

/** Feeds a running server as its operator would, through the API. Names are the caller's: a server is shared by tests. */
export interface Site {
  send(method: string, path: string, body: unknown): Promise<Record<string, unknown>>;
  /** A network of the addresses 192.0.`block`.1 to `count`, of which nothing is known yet. */
  network(slug: string, block: number, count: number, more?: object): Promise<void>;
  source(slug: string, more?: object): Promise<void>;
  /** Blocks or releases the first `count` addresses of a block, now. */
  tell(type: "block" | "unblock", source: string, block: number, count: number): Promise<void>;
  /** Says that a probe has looked at everything, now. */
  look(networks: readonly string[]): Promise<void>;
  /** Opens an incident and answers its slug. */
  incident(title: string, networks: readonly string[], more?: object): Promise<string>;
  /** Posts updates to an incident in any order, ten at once, so that pages are not made anew after each of them. */
  updates(slug: string, texts: readonly { readonly title: string; readonly bodyMarkdown: string }[]): Promise<void>;
}

const AT_ONCE = 10;

let sent = 0;
const tokens = new WeakMap<RunningServer, Promise<string>>();

export function siteOf(server: RunningServer): Site {
  const token = tokens.get(server) ?? server.token("admin", { name: `site-${process.pid}` });
  tokens.set(server, token);
  const site: Site = {
    async send(method, path, body) {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: { Authorization: `Bearer ${await token}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok || answer.status === 207) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return answer.status === 204 ? {} : answer.json();
    },
    async network(slug, block, count, more = {}) {
      const addresses = addressesOf(block, count);
      await site.send("PUT", `/api/v1/networks/${slug}`, { name: slug, addresses, ...more });
    },
    async source(slug, more = {}) {
      await site.send("PUT", `/api/v1/sources/${slug}`, { name: slug, kind: "receiver", ...more });
    },
    async tell(type, source, block, count) {
      const at = new Date().toISOString();
      const events = addressesOf(block, count).map((address) => {
        sent += 1;
        return { id: `${process.pid}-${sent}`, type, address, source, at };
      });
      await site.send("POST", "/api/v1/events", events);
    },
    async look(networks) {
      await site.send("POST", "/api/v1/heartbeats", { probe: "lookout", networks });
    },
    async incident(title, networks, { update = {}, ...more }: { update?: object } = {}) {
      const { slug } = await site.send("POST", "/api/v1/incidents", {
        title,
        impact: "minor",
        networks,
        notify: false,
        ...more,
        update: { status: "investigating", bodyMarkdown: "We are looking into it.", ...update },
      });
      return String(slug);
    },
    async updates(slug, texts) {
      for (let start = 0; start < texts.length; start += AT_ONCE) {
        await Promise.all(
          texts
            .slice(start, start + AT_ONCE)
            .map((text) =>
              site.send("POST", `/api/v1/incidents/${slug}/updates`, { status: "identified", notify: false, ...text }),
            ),
        );
      }
    },
  };
  return site;
}

function addressesOf(block: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `192.0.${block}.${index + 1}`);
}
