import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOperations } from "@/domain/contract/desk/all";
import type { Operation } from "@/domain/contract/operation";
import { operations } from "@/domain/contract/operations/all";
import type { Account } from "@/tests/support/desk";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

/**
 * Who may ask what over HTTP: + may, - may not, as nobody, editor, administrator, and tokens with one scope alone: events:write,
 * incidents:write, read, admin.
 */
const rights: Readonly<Record<string, string>> = {
  addImage: "-  + +  - + - +",
  answerChecks: "-  + +  - - - -",
  auditCsv: "-  - +  - - - -",
  deleteDraft: "-  + +  - - - -",
  deleteNetwork: "-  - +  - - - +",
  deleteSource: "-  - +  - - - +",
  deskAcceptInvitation: "+  + +  + + + +",
  deskCheckInvitation: "+  + +  + + + +",
  deskCheckSetUp: "+  + +  + + + +",
  deskEndOtherSessions: "-  + +  - - - -",
  deskEndSession: "-  + +  - - - -",
  deskGetAccount: "-  + +  - - - -",
  deskGetPage: "-  - +  - - - -",
  deskInvitePerson: "-  - +  - - - -",
  deskListPeople: "-  - +  - - - -",
  deskListProbes: "-  + +  - - - -",
  deskListTokens: "-  - +  - - - -",
  deskPatchAccount: "-  + +  - - - -",
  deskPatchPerson: "-  - +  - - - -",
  deskPostToken: "-  - +  - - - -",
  deskPutPage: "-  - +  - - - -",
  deskPutPassword: "-  + +  - - - -",
  deskRenewLink: "-  - +  - - - -",
  deskRevokeToken: "-  - +  - - - -",
  deskSetUp: "+  + +  + + + +",
  editIncident: "-  + +  - + - +",
  editUpdate: "-  + +  - + - +",
  getAddress: "+  + +  + + + +",
  getBoard: "-  + +  - - - -",
  getDeskAddress: "-  + +  - - - -",
  getCustomerAnswer: "-  + +  - - - -",
  getDeskClock: "-  + +  - - - -",
  getIncidentProposal: "-  + +  - - - -",
  getUpdateProposal: "-  + +  - - - -",
  getDeskNetwork: "-  + +  - - - -",
  getDeskSource: "-  + +  - - - -",
  getDraft: "-  + +  - - - -",
  getEditableIncident: "-  + +  - - - -",
  getHealth: "+  + +  + + + +",
  getHealthz: "+  + +  + + + +",
  getIncident: "+  + +  + + + +",
  getMetrics: "-  - -  - - + +",
  getNetwork: "+  + +  + + + +",
  getOpenapi: "+  + +  + + + +",
  getReadyz: "+  + +  + + + +",
  getReplay: "+  + +  + + + +",
  getSource: "+  + +  + + + +",
  getStatus: "+  + +  + + + +",
  incidentFeedAtom: "+  + +  + + + +",
  incidentFeedJson: "+  + +  + + + +",
  incidentFeedRss: "+  + +  + + + +",
  listAudit: "-  - +  - - - -",
  listBoardAddresses: "-  + +  - - - -",
  listChecks: "-  + +  - - - -",
  listEvents: "-  + +  - - + +",
  listIncidents: "+  + +  + + + +",
  listNetworks: "+  + +  + + + +",
  listSources: "+  + +  + + + +",
  listTimeline: "+  + +  + + + +",
  markBoardSeen: "-  + +  - - - -",
  networkFeedAtom: "+  + +  + + + +",
  networkFeedJson: "+  + +  + + + +",
  networkFeedRss: "+  + +  + + + +",
  openIncident: "-  + +  - + - +",
  postEvents: "-  + +  + - - +",
  postHeartbeat: "-  + +  + - - +",
  postUpdate: "-  + +  - + - +",
  previewNetwork: "-  - +  - - - -",
  previewText: "-  + +  - - - -",
  putDraft: "-  + +  - - - -",
  putNetwork: "-  - +  - - - +",
  putSource: "-  - +  - - - +",
  redactUpdate: "-  + +  - + - +",
  removeImage: "-  + +  - - - -",
  requestRemoval: "-  + +  - - - -",
  setReplay: "+  + +  + + + +",
  siteFeedAtom: "+  + +  + + + +",
  siteFeedJson: "+  + +  + + + +",
  siteFeedRss: "+  + +  + + + +",
  streamStatus: "+  + +  + + + +",
  takeTurn: "-  + +  - - - -",
  undoChecks: "-  + +  - - - -",
};

const scopes = ["events:write", "incidents:write", "read", "admin"] as const;

let server: RunningServer;
let accounts: Account[];
/** Headers of each column; staff sign in again where an operation ended their session. */
let actors: Record<string, string>[];

beforeAll(async () => {
  server = await startServer();
  accounts = [await addStaff(server, "editor"), await addStaff(server, "administrator")];
  const tokens = await Promise.all(
    scopes.map(async (scope) => ({ Authorization: `Bearer ${await server.token(scope)}` })),
  );
  actors = [{}, await cookieOf(accounts[0]), await cookieOf(accounts[1]), ...tokens];
}, 60_000);

afterAll(() => server.stop());

async function cookieOf(account: Account | undefined): Promise<Record<string, string>> {
  return account === undefined ? {} : { Cookie: await signIn(server, account) };
}

/** Asks without a body for what is not there: rights are told before anything else is looked at. */
async function ask({ method, path: template }: Operation, headers: Record<string, string> | undefined) {
  const response = await fetch(server.url + template.replace(/\{\w+\}/g, "none"), {
    method,
    headers: { Origin: server.url, ...headers },
  });
  // Of the stream there is no end.
  await response.body?.cancel();
  return response.status;
}

async function isAllowed(operation: Operation, column: number): Promise<boolean> {
  let status = await ask(operation, actors[column]);
  if (status === 401 && (column === 1 || column === 2)) {
    actors[column] = await cookieOf(accounts[column - 1]);
    status = await ask(operation, actors[column]);
  }
  return status !== 401 && status !== 403;
}

test("each operation is answered to whom the table says, and to nobody else", async () => {
  const found: Record<string, string> = {};
  for (const operation of [...operations, ...deskOperations]) {
    const allowed = await Promise.all(actors.map((_, column) => isAllowed(operation, column)));
    const row = allowed.map((one) => (one ? "+" : "-"));
    found[operation.id] = `${row[0]}  ${row[1]} ${row[2]}  ${row.slice(3).join(" ")}`;
  }
  expect(found).toEqual(rights);
}, 60_000);

test("no write is taken by a cookie alone, or with it from a page of another site", async () => {
  const taken: string[] = [];
  const writes = [...operations, ...deskOperations].filter(({ method }) => method !== "GET");
  const administrator = await cookieOf(accounts[1]);
  const answered = writes.filter(({ scope, role }) => scope !== null || role !== undefined);
  for (const operation of answered) {
    for (const sent of [{ Origin: "" }, { Origin: "https://evil.example" }, { "Sec-Fetch-Site": "same-site" }]) {
      const status = await ask(operation, { ...administrator, ...sent });
      if (status !== 403) taken.push(`${operation.id} ${JSON.stringify(sent)} ${status}`);
    }
  }
  expect(answered.length).toBeGreaterThan(30);
  expect(taken).toEqual([]);
}, 60_000);

test("no request of the desk is answered that is none of its operations", () => {
  const files = readdirSync("app/api/desk", { recursive: true, encoding: "utf8" });
  const served = files
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => `/api/desk/${path.dirname(file)}`.replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}"));
  expect(served.toSorted()).toEqual([...new Set(deskOperations.map((operation) => operation.path))].toSorted());
});
