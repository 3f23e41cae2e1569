import { Problem } from "@/server/problem";

/** That the application was asked and has not answered, or would not. */
export function unanswered(): Problem {
  return unavailable("The part of the server that answers this gave no answer. Try again shortly.");
}

/** That it is not there yet, or not again. */
export function starting(): Problem {
  return unavailable("The part of the server that answers this is being started. Try again shortly.");
}

function unavailable(detail: string): Problem {
  return new Problem(503, "unavailable", detail, { headers: { "Retry-After": "2" } });
}
