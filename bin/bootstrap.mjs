// The commands of package.json begin here, before anything is installed: plain Node, no dependency, old syntax up to the check.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Vigie needs Node 20.19 or newer; this is ${process.versions.node}. Get one from https://nodejs.org/.`);
  process.exit(1);
}

const { runCommand } = await import("./setup/commands.mjs");
await runCommand(process.argv[2] ?? "start", process.argv.slice(3));
