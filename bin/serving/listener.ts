import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { contentPolicy } from "@/front/policy";
import type { Context } from "@/server/context";
import { withAnswer } from "@/server/page-answer";
import { freshenSettings } from "@/server/saved-settings";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What has a strong ETag over its bytes. Next would compress them and leave the ETag as it is. */
const asItIs = /^\/api\//;

/** Somebody who holds the database stops no page: it speaks by the settings that are known, and says what it lacks itself. */
const PATIENCE_MS = 250;

/**
 * What stands between the front and Next: a nonce for the scripts of this answer, and the version that the answer knows of.
 * The headers of requests are the front's: it has taken out what readers may not say.
 */
export function answerOf(context: Context, handle: Handle): RequestListener {
  const { log } = context;

  return async (request, response) => {
    const { method = "GET", url = "/" } = request;
    const startedAt = performance.now();
    response.on("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.debug({ method, url, status: response.statusCode, ms, whole: response.writableFinished }, "request");
    });

    const scripts = `'nonce-${randomBytes(16).toString("base64")}'`;
    response.setHeader("Content-Security-Policy", contentPolicy(scripts));
    request.headers["content-security-policy"] = `script-src ${scripts}`;
    await withFreshSettings(context);
    tellVersion(context, method, response);
    if (asItIs.test(url)) delete request.headers["accept-encoding"];
    withAnswer(response, () => handle(request, response)).catch((error: unknown) => {
      log.error({ err: error, method, url }, "Next could not answer.");
      response.destroy();
    });
  };
}

/**
 * Of a read, the version before it was made: its bytes are no older. Of a write, the one after it: whoever has seen the answer
 * may expect to read of it, and that what it took back is gone.
 */
function tellVersion({ memory }: Context, method: string, response: ServerResponse): void {
  const tell = () => {
    response.setHeader("X-Vigie-Version", String(memory.settings.version));
    response.setHeader("X-Vigie-Shown-From", String(memory.settings.shownFrom));
  };
  tell();
  if (method === "GET" || method === "HEAD") return;
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    tell();
    return writeHead(...head);
  }) as typeof writeHead;
}

async function withFreshSettings(context: Context): Promise<void> {
  const limit = new AbortController();
  const fresh = freshenSettings(context).catch((error: unknown) => {
    context.log.debug({ err: error }, "The settings could not be looked at.");
  });
  await Promise.race([fresh, sleep(PATIENCE_MS, undefined, { signal: limit.signal }).catch(() => undefined)]);
  limit.abort();
}
