import { ask, refusalOf } from "./ask";
import { Refusal } from "./refusal";

/**
 * Posts a form to next-auth with the token that guards against forged requests. Rejects with a `Refusal`, whose code is that of
 * the server's problem.
 */
export async function postToAuth(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const { value } = await ask<{ csrfToken: string }>("/api/auth/csrf");
  const response = await fetch(path, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken: value.csrfToken, json: "true" }),
  }).catch(() => {
    throw new Refusal(0, "network", "The server did not answer.");
  });
  if (!response.ok) throw await refusalOf(response);
}
