import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/pictures/free-port";
import type { Bench } from "./bench";
import { isThere } from "./machine";

const LISTENS_WITHIN_MS = 5_000;

/** nginx before the application, keeping each answer for a second; null where it is not installed. One process, as on one core. */
export async function startNginx(
  bench: Bench,
  socketPath: string,
): Promise<{ readonly port: number; readonly pid: number; end(): void } | null> {
  if (!isThere("nginx", ["-v"])) return null;
  const folder = bench.newPath("nginx");
  mkdirSync(folder);
  const port = await freePort();
  const file = path.join(folder, "nginx.conf");
  writeFileSync(file, configurationOf(folder, port, socketPath));
  const child = bench.run("nginx", ["-p", folder, "-c", file, "-e", path.join(folder, "error.log")]);
  const pid = bench.keep(child);
  bench.pin(pid, 0);
  const giveUpAtMs = performance.now() + LISTENS_WITHIN_MS;
  while (
    !(await fetch(`http://127.0.0.1:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (performance.now() > giveUpAtMs || child.exitCode !== null) throw new Error("nginx does not answer.");
    await sleep(50);
  }
  return { port, pid, end: () => child.kill("SIGKILL") };
}

function configurationOf(folder: string, port: number, socketPath: string): string {
  return `
daemon off;
master_process off;
pid ${folder}/pid;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/cache keys_zone=kept:10m;
  keepalive_requests 1000000000;
  gzip on;
  gzip_types application/json application/rss+xml;
  upstream application { server unix:${socketPath}; keepalive 8; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://application;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host localhost;
      proxy_set_header X-Vigie-Url $request_uri;
      proxy_set_header X-Vigie-Client $remote_addr;
      proxy_cache kept;
      proxy_cache_valid 200 1s;
      proxy_cache_lock on;
      proxy_cache_use_stale updating;
      proxy_cache_background_update on;
      proxy_ignore_headers Cache-Control Expires Vary;
    }
  }
}
`;
}
