import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseSettings } from "@/server/env";

describe("settings", () => {
  it("are whole without any variable, and an empty one counts as unset", () => {
    const settings = parseSettings({});
    expect(settings).toMatchObject({
      host: "0.0.0.0",
      port: 3000,
      databaseUrl: "file:./data/vigie.db",
      dataDir: "./data",
      publicUrl: "http://localhost:3000",
      locale: "en",
      trustedProxies: [],
      streamsMax: 10_000,
      streamsPerClient: 100,
      staleAfterMs: 120_000,
      metricsPublic: false,
      replay: null,
    });
    expect(settings.timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(parseSettings({ PORT: "", LOCALE: " ", REPLAY_FROM: "" })).toEqual(settings);
  });

  it("take what is given", () => {
    const settings = parseSettings({
      PORT: "8080",
      PUBLIC_URL: "https://status.example.org/mail/",
      TIME_ZONE: "America/Argentina/Buenos_Aires",
      LOCALE: "fr",
      TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8,2001:db8::/32",
      METRICS_PUBLIC: "true",
      STALE_AFTER_SECONDS: "5",
      REPLAY_FROM: "2014-06-19T02:00:00+02:00",
      REPLAY_SPEED: "0.5",
    });
    expect(settings).toMatchObject({
      publicUrl: "https://status.example.org/mail",
      timeZone: "America/Argentina/Buenos_Aires",
      locale: "fr",
      trustedProxies: ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"],
      metricsPublic: true,
      staleAfterMs: 5_000,
      replay: { from: Date.parse("2014-06-19T00:00:00Z"), speed: 0.5 },
    });
    expect(parseSettings({ PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
  });

  it.each([
    ["PORT", "65536"],
    ["PORT", "3000.5"],
    ["DATABASE_URL", "mysql://localhost/vigie"],
    ["DATABASE_URL", "vigie.db"],
    ["DATABASE_URL", "file:"],
    ["PUBLIC_URL", "ftp://status.example.org"],
    ["PUBLIC_URL", "status.example.org"],
    ["PUBLIC_URL", "https://status.example.org/?a=b"],
    ["TIME_ZONE", "Europe/Atlantis"],
    ["TIME_ZONE", "+02:00"],
    ["LOCALE", "de"],
    ["LOCALE", "../en"],
    ["TRUSTED_PROXIES", "localhost"],
    ["TRUSTED_PROXIES", "10.0.0.1/8"],
    ["STREAMS_MAX", "-1"],
    ["STALE_AFTER_SECONDS", "0"],
    ["METRICS_PUBLIC", "yes"],
    ["REPLAY_FROM", "2014-06-19"],
    ["REPLAY_SPEED", "0"],
    ["REPLAY_SPEED", "Infinity"],
    ["LOG_LEVEL", "loud"],
  ])("refuse %s=%s and name it", (name, value) => {
    expect(() => parseSettings({ [name]: value })).toThrow(new RegExp(`^  ${name} (must|names)`, "m"));
  });

  it("tell every fault at once, and each in one line", () => {
    const refusal = () => parseSettings({ PORT: "x", LOCALE: "de", DATABASE_URL: "postgresql://localhost/vigie" });
    expect(refusal).toThrow(
      [
        "The environment has settings that cannot be used:",
        "  PORT must be a whole number from 0 to 65535",
        "  DATABASE_URL names a PostgreSQL server, which this version cannot use yet; give a file, such as file:./data/vigie.db",
        "  LOCALE must be one of en, fr",
      ].join("\n"),
    );
  });

  it("are all in .env.example, with the values that hold without them", () => {
    const example = parseEnv(readFileSync(".env.example", "utf8"));
    expect(parseSettings(example)).toEqual(parseSettings({}));
    expect(Object.keys(example).sort()).toEqual(
      [...readFileSync("server/env.ts", "utf8").matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name).sort(),
    );
  });
});
