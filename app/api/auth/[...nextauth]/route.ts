import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { problemResponse } from "@/app/api/answer";
import { discardBody, readForm } from "@/app/api/body";
import { authOptions } from "@/app/session";
import { currentContext } from "@/server/context";
import { databaseProblem } from "@/server/database/faults";
import { isProblem, Problem } from "@/server/problem";

interface Params {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/** Of what next-auth answers only this is used; the rest, such as writing into our log, is nobody's business. */
const used = ["GET csrf", "POST callback/credentials", "POST signout"];

const FORM_BYTES = 16 * 1_024;

async function answer(request: NextRequest, params: Params): Promise<Response> {
  try {
    const { nextauth } = await params.params;
    if (!used.includes(`${request.method} ${nextauth.join("/")}`)) {
      throw new Problem(404, "not_found", "There is nothing here.");
    }
    const refusals: Problem[] = [];
    const options = await authOptions(currentContext(), (problem) => refusals.push(problem));
    const response: Response = await NextAuth(await received(request), params, options);
    const [refusal = await faultOf(response)] = refusals;
    if (refusal !== null) return problemResponse(refusal);
    response.headers.set("Cache-Control", "private, no-store");
    return response;
  } catch (error) {
    void discardBody(request);
    const problem = isProblem(error) ? error : databaseProblem(error);
    if (problem === null) throw error;
    return problemResponse(problem);
  }
}

/** The request with its body read by us: next-auth takes any size, and fails over what is no form. */
async function received(request: NextRequest): Promise<NextRequest> {
  if (request.method === "GET") return request;
  const { method, headers, url } = request;
  return new NextRequest(url, { method, headers, body: await readForm(request, FORM_BYTES) });
}

/** What next-auth itself refuses; null: nothing. A form without the token of its cookie it only sends to another page. */
async function faultOf(response: Response): Promise<Problem | null> {
  if (response.status >= 400) return new Problem(400, "malformed", "This is not what the sign-in page sends.");
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const { url = response.headers.get("location") ?? "" } = isJson ? await response.clone().json() : {};
  return String(url).endsWith("?csrf=true")
    ? new Problem(403, "foreign_origin", "Send the token of /api/auth/csrf with the cookie that came with it.")
    : null;
}

export { answer as GET, answer as POST };
