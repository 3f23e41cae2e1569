import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { addStaff, StaffInput } from "@/server/staff";
import { withDatabase } from "./terminal/database";
import { endWithSentence } from "./terminal/sentence";

const USAGE =
  "npm run staff -- --email ADDRESS --name NAME --role administrator|editor   (the password is read from standard input)";

const input = await readInput();
await withDatabase(async (context) => {
  await addStaff(context, input);
});

/** The password comes by standard input: a command line shows in `ps`. */
async function readInput(): Promise<StaffInput> {
  try {
    const { values } = parseArgs({
      options: { email: { type: "string" }, name: { type: "string" }, role: { type: "string" } },
    });
    const password = (await text(process.stdin)).replace(/\r?\n$/, "");
    const parsed = StaffInput.safeParse({ ...values, password });
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    return endWithSentence(`${faults.join("\n")}\n${USAGE}`);
  } catch (error) {
    return endWithSentence(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
