import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { Email } from "@/domain/contract/desk/access";
import { renewLinkByCommand } from "@/server/people";
import { addStaff, StaffInput } from "@/server/staff";
import { withDatabase } from "./terminal/database";
import { endWithSentence } from "./terminal/sentence";

const USAGE = `npm run staff -- --email ADDRESS --name NAME --role administrator|editor   (the password is read from standard input)
npm run --silent staff -- --email ADDRESS --link   (prints a link to set a new password by, once)`;

const { link, ...values } = readArguments();
if (link === true) {
  const email = Email.safeParse(values.email);
  if (!email.success) endWithSentence(`email: ${email.error.issues[0]?.message}\n${USAGE}`);
  await withDatabase(async (context) => {
    const made = await renewLinkByCommand(context, email.data);
    process.stdout.write(`${made.link}\n`);
  });
} else {
  const input = await readInput();
  await withDatabase((context) => addStaff(context, input));
}

/** The password comes by standard input: a command line shows in `ps`. */
async function readInput(): Promise<StaffInput> {
  if (process.stdin.isTTY) process.stderr.write("Password, then Enter and Ctrl+D: ");
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const parsed = StaffInput.safeParse({ ...values, password });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  return endWithSentence(`${faults.join("\n")}\n${USAGE}`);
}

function readArguments() {
  const word = { type: "string" } as const;
  try {
    const options = { email: word, name: word, role: word, link: { type: "boolean" } } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    return endWithSentence(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
