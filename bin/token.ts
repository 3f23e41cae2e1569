import { parseArgs } from "node:util";
import { TokenInput } from "@/domain/contract/desk/tokens";
import { issueToken } from "@/server/tokens";
import { withDatabase } from "./terminal/database";
import { endWithSentence } from "./terminal/sentence";

const USAGE = "npm run --silent token -- --name NAME --scopes events:write,incidents:write,read,admin [--networks a,b]";

const input = readInput();
await withDatabase(async (context) => {
  process.stdout.write(`${await issueToken(context, input)}\n`);
});

function readInput(): TokenInput {
  try {
    const { values } = parseArgs({
      options: { name: { type: "string" }, scopes: { type: "string" }, networks: { type: "string" } },
    });
    const parsed = TokenInput.safeParse({
      name: values.name,
      scopes: values.scopes?.split(",").map((scope) => scope.trim()),
      networks: values.networks?.split(",").map((slug) => slug.trim()) ?? null,
    });
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
    return endWithSentence(`${faults.join("\n")}\n${USAGE}`);
  } catch (error) {
    return endWithSentence(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
