import { spawn } from "node:child_process";

/** A failure that the reader can act on: its message is all that is shown. */
export class SetupError extends Error {}

/** Set-up speaks on stderr: stdout belongs to the command. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs a program to its end. Its output is kept back, and shown where it fails.
 * Resolves to the exit code; ends the program after `limitMs` (code 124).
 */
export function runQuietly(title, command, args, { limitMs = 900_000, env = {}, cwd } = {}) {
  const startedAt = Date.now();
  const ticking = setInterval(() => say(`  … ${title}: ${seconds(startedAt)}`), 10_000);
  const output = [];
  return follow(command, args, { limitMs, env, cwd, stdio: ["ignore", "pipe", "pipe"] }, (chunk) =>
    output.push(chunk),
  ).then((code) => {
    clearInterval(ticking);
    if (code !== 0) say(Buffer.concat(output).toString().trimEnd().split("\n").slice(-60).join("\n"));
    return code;
  });
}

/** Runs a program to its end with its output in sight. Resolves to the exit code; 124 after `limitMs`. */
export function runOpenly(command, args, { limitMs = 900_000, env = {}, cwd } = {}) {
  return follow(command, args, { limitMs, env, cwd, stdio: ["ignore", "inherit", "inherit"] }, () => {});
}

function follow(command, args, { limitMs, env, cwd, stdio }, onOutput) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env }, shell: needsShell(command) });
    child.stdout?.on("data", onOutput);
    child.stderr?.on("data", onOutput);
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill();
    }, limitMs);
    const passOn = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    const end = (code) => {
      clearTimeout(limit);
      process.off("SIGINT", passOn).off("SIGTERM", passOn);
      resolve(code);
    };
    process.on("SIGINT", passOn).on("SIGTERM", passOn);
    child.on("error", (error) => {
      onOutput(Buffer.from(`${command}: ${error.message}\n`));
      end(127);
    });
    child.on("close", (code) => end(late ? 124 : (code ?? 1)));
  });
}

// On Windows npm is a script of the shell.
function needsShell(command) {
  return process.platform === "win32" && command === "npm";
}

/** The program and first arguments that start npm: the very one that started us, where it did. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith("npm-cli.js") ? [process.execPath, script] : ["npm"];
}
