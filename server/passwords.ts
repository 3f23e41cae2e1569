import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (19 MiB, two passes, one lane), which the library takes unless told. */
const dummy = hash("of nobody");

/** A password as it is stored: argon2id, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"));
}

/** Whether it is the password of `stored`. Where there is none (null), it takes as long, so that nobody learns who has an account. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const right = await verify(stored ?? (await dummy), password.normalize("NFC"));
  return right && stored !== null;
}
