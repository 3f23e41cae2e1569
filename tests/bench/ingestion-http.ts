import type { Bench } from "./bench";
import type { Measure } from "./measure";
import { judged, shown } from "./measure";

const BATCH = 1_000;
const TARGET = 25_000;
const CORE = 0;
const WRITER_CORE = 1;

/** Events per second that are acknowledged durable over HTTP, with the front and the application on one core together. */
export async function ingestionOverHttp(bench: Bench): Promise<Measure[]> {
  const site = await bench.site(bench.few);
  bench.pinAll(site, CORE);
  const token = await site.token("admin", { name: "writer" });
  const asked = { door: { port: Number(new URL(site.url).port) }, token, batch: BATCH, atOnce: 2, pauseMs: 0 };
  await bench.ask("writer", { ...asked, seconds: 2 }, WRITER_CORE);
  const { accepted, refused, seconds } = await bench.ask(
    "writer",
    { ...asked, seconds: bench.isQuick ? 4 : 15 },
    WRITER_CORE,
  );
  await bench.stop(site);
  const title = "events acknowledged durable, batches of 1,000, over HTTP, front and application on one core";
  const more = refused === 0 ? "two requests at once" : `two requests at once; ${refused} were not accepted`;
  return [judged(title, accepted / seconds, { atLeast: TARGET }, shown.perSecond, more)];
}
