import { isProblem } from "@/server/problem";

/** What a caller can act on in the refusal of a promise; null: it was granted. Other errors are thrown. */
export async function refusal(promise: Promise<unknown>) {
  try {
    await promise;
    return null;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { status: error.status, code: error.code, paths: error.errors?.map(({ path }) => path) };
  }
}
